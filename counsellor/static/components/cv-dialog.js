// @ts-check
// A CV: headings that are filled in, while the resident sees the page build up.

/** @import * as wire from "../messages.js" */
/** @import {CvDraft, EntryDraft} from "../sheets.js" */

import { t as fr } from "../i18n/words.js";
import { cv, cvAgain, freshCv } from "../sheets.js";
import { h } from "./element.js";
import { FieldRows } from "./field-rows.js";
import { area, line } from "./letter-dialog.js";
import { field } from "./outcome-dialog.js";
import { SheetDialog } from "./sheet-dialog.js";

const words = fr.writing.cv;

export class CvDialog extends SheetDialog {
  name = line("cv-name");
  headline = line("cv-headline");
  contact = area("cv-contact", 2, "cv-contact-hint");
  experience = entries("experience", words.experience, words.job, words.jobWhat, words.jobWhere);
  training = entries("training", words.training, words.course, words.courseWhat, words.courseWhere);
  skills = area("cv-skills", 3, "cv-skills-hint");
  extras = area("cv-extras", 2, "cv-extras-hint");

  constructor() {
    super("cv", words);
  }

  fields() {
    return [
      h("div", { class: "writing__pair" }, field("cv-name", words.who, this.name), field("cv-headline", words.headline, this.headline)),
      field("cv-contact", words.contact, this.contact, words.contactHint),
      this.experience, this.training,
      field("cv-skills", words.skills, this.skills, words.skillsHint),
      field("cv-extras", words.extras, this.extras, words.extrasHint),
    ];
  }

  sheet() {
    return cv({
      name: this.name.value, headline: this.headline.value, contact: this.contact.value,
      experience: /** @type {EntryDraft[]} */ (this.experience.values), training: /** @type {EntryDraft[]} */ (this.training.values),
      skills: this.skills.value, more: this.extras.value,
    });
  }

  begin() {
    if (this.state) this.#fill(freshCv(this.state));
  }

  /** @param {wire.Letter | wire.Cv} sheet */
  takeUp(sheet) {
    if (sheet.type !== "cv") return false;
    this.#fill(cvAgain(sheet));
    return true;
  }

  /** @param {CvDraft} draft */
  #fill(draft) {
    this.name.value = draft.name;
    this.headline.value = draft.headline;
    this.contact.value = draft.contact;
    this.experience.values = draft.experience.length ? [...draft.experience] : [{}];
    this.training.values = draft.training.length ? [...draft.training] : [{}];
    this.skills.value = draft.skills;
    this.extras.value = draft.more;
  }
}

/** @param {string} name @param {string} legend @param {string} row @param {string} what @param {string} where */
function entries(name, legend, row, what, where) {
  return new FieldRows(name, legend, row, [
    { name: "when", label: words.when, size: "short" },
    { name: "what", label: what, size: "short" },
    { name: "where", label: where, size: "wide" },
    { name: "more", label: words.more, size: "text" },
  ]);
}
