/** The review desk: everything else hangs on its one element. */

import "./page.css";
import "./components/review-desk";
