/** The desk's two pages; each hangs on one element. */

import "./page.css";
import "./components/add-article";
import "./components/review-desk";
