// @ts-check
// The one program that this page starts beside itself. The server forbids every other (CSP,
// `trusted-types`): a string from anywhere else never becomes code.

const PDF_WORKER = "/vendor/pdfjs/pdf.worker.min.mjs";

/**
 * A browser without Trusted Types takes the address as it is.
 * @typedef {{createScriptURL: (address: string) => string}} Policy
 */

/** @type {{createPolicy: (name: string, rules: Policy) => Policy} | undefined} */
const types = /** @type {any} */ (globalThis).trustedTypes;

const policy = types?.createPolicy("visavis", {
  createScriptURL(address) {
    if (address !== PDF_WORKER) throw new TypeError("no program of ours");
    return address;
  },
});

/** @returns {string} where pdf.js reads documents, as the browser wants it */
export function pdfWorker() {
  return policy ? policy.createScriptURL(PDF_WORKER) : PDF_WORKER;
}
