// @ts-check
// The words of the console, in the language that was chosen on this computer.

import { language } from "../taste.js";
import { en } from "./en.js";
import { fr } from "./fr.js";

export const t = language() === "en" ? en : fr;
