// @ts-check
// The programs that our pages start beside themselves. The server forbids every other (CSP,
// `trusted-types`): a string from anywhere else never becomes code.

const PDF_WORKER = "/vendor/pdfjs@5.6.205/pdf.worker.min.mjs";
const DAYBOOK_WORKER = "/relais/carnet/programme.js";

/**
 * A browser without Trusted Types takes the address as it is.
 * @typedef {{createScriptURL: (address: string) => string}} Policy
 */

/** @type {{createPolicy: (name: string, rules: Policy) => Policy} | undefined} */
const types = /** @type {any} */ (globalThis).trustedTypes;

const policy = types?.createPolicy("visavis", {
  createScriptURL(address) {
    if (address !== PDF_WORKER && address !== DAYBOOK_WORKER) throw new TypeError("no program of ours");
    return address;
  },
});

/** @returns {string} where pdf.js reads documents, as the browser wants it */
export function pdfWorker() {
  return policy ? policy.createScriptURL(PDF_WORKER) : PDF_WORKER;
}

/** @returns {string} what keeps the host's daybook on a device, as the browser wants it */
export function daybookWorker() {
  return policy ? policy.createScriptURL(DAYBOOK_WORKER) : DAYBOOK_WORKER;
}
