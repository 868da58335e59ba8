// What pdf.js shows of a PDF: its fields' values as JSON on standard output, its pages as PNG
// files PREFIX-1.png... Usage: node pdfjs_shows.mjs FILE PREFIX
import { readFile, writeFile } from "node:fs/promises";
import { createCanvas } from "@napi-rs/canvas";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const [file, prefix] = process.argv.slice(2);
const data = new Uint8Array(await readFile(file));
const pdf = await getDocument({ data, verbosity: 0, isEvalSupported: false, enableXfa: false }).promise;
const values = {};
for (const [name, parts] of Object.entries((await pdf.getFieldObjects()) ?? {})) {
  values[name] = parts.map((part) => part.value).find((value) => value && value !== "Off") ?? "";
}
for (let number = 1; number <= pdf.numPages; number++) {
  const page = await pdf.getPage(number);
  const viewport = page.getViewport({ scale: 2 });
  const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
  await page.render({ canvas, canvasContext: canvas.getContext("2d"), viewport }).promise;
  await writeFile(`${prefix}-${number}.png`, await canvas.encode("png"));
}
console.log(JSON.stringify(values));
