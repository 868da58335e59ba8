// @ts-check
// The words that a PDF made here was made of: it carries them as an attachment.

import { openPdf } from "./pdf-page.js";

/** As `kiosk.paper.clean.SOURCE`. */
const SOURCE = "visavis.json";
const MOST_BYTES = 20 * 1024 * 1024;

/** @param {File} file @returns {Promise<string | null>} */
export async function sourceOf(file) {
  if (file.size > MOST_BYTES) return null;
  const loading = await openPdf(await file.arrayBuffer());
  try {
    const document = await loading.promise;
    const attached = /** @type {Record<string, {filename: string, content: Uint8Array}> | null} */ (await document.getAttachments());
    const found = Object.values(attached ?? {}).find(({ filename }) => filename === SOURCE);
    return found ? new TextDecoder().decode(found.content) : null;
  } finally {
    await loading.destroy();
  }
}
