/** A form with a file, sent so that the page can say how far it has got: `fetch` does not tell. */

import { problemOf, Refusal, unreachable } from "../problems";

/** The largest file over a slow line. */
const UPLOAD_MILLISECONDS = 180_000;

/** The answer's body; `onProgress` hears the share that was sent, 0 to 1. Throws a `Refusal`. */
export function sendForm<Body>(
  address: string,
  form: FormData,
  headers: Readonly<Record<string, string>>,
  onProgress: (share: number) => void,
): Promise<Body> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "text";
    request.timeout = UPLOAD_MILLISECONDS;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as Body);
      else reject(new Refusal(problemOf(request.status, body)));
    };
    request.onerror = request.ontimeout = request.onabort = () => reject(new Refusal(unreachable()));
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy's page
  }
}
