// @ts-check
// The counsellor's strokes over a page, as the resident sees them: widths are parts of its width.

/** @import {Dot, Stroke} from "../lectern.js" */
/** @import {Size} from "../reading.js" */

import { Part, attribute, follow } from "./element.js";

const SVG = "http://www.w3.org/2000/svg";
/** Twins of kiosk/screens/strokes.py. */
const WIDTHS = { highlight: 0.026, ink: 0.0055 };
/** Units of the drawing's width. */
const UNIT = 1000;

export class SheetMarks extends Part {
  svg = document.createElementNS(SVG, "svg");
  #height = UNIT;

  build() {
    attribute(this.svg, "class", "sheet__marks");
    attribute(this.svg, "aria-hidden", "true");
    this.append(this.svg);
  }

  /** @param {Size} page */
  set page({ width, height }) {
    this.#height = (UNIT * height) / width;
    attribute(this.svg, "viewBox", `0 0 ${UNIT} ${this.#height.toFixed(2)}`);
  }

  /** @param {readonly Stroke[]} strokes - of the page */
  render(strokes) {
    const ordered = [...strokes].sort((one, other) => Number(one.kind === "ink") - Number(other.kind === "ink"));
    follow(/** @type {any} */ (this.svg), ordered, {
      key: ({ mark }) => mark,
      create: ({ kind }) => /** @type {any} */ (line(kind)),
      update: (element, { points }) => attribute(element, "points", this.#written(points)),
    });
  }

  /** @param {readonly Dot[]} points */
  #written(points) {
    const dots = points.length === 1 ? [...points, ...points] : points;
    return dots.map(([x, y]) => `${(x * UNIT).toFixed(1)},${(y * this.#height).toFixed(1)}`).join(" ");
  }
}

/** @param {Stroke["kind"]} kind */
function line(kind) {
  const element = document.createElementNS(SVG, "polyline");
  attribute(element, "class", `mark mark--${kind}`);
  attribute(element, "stroke-width", String(WIDTHS[kind] * UNIT));
  return element;
}
