// @ts-check
// The words of the console around forms that are filled together, in French.

export const forms = {
  title: "Formulaires",
  choose: "Remplir un formulaire",
  none: "Aucun formulaire ouvert.",
  states: { opening: "Le guichet l’ouvre…", open: "Ouvert au guichet", refused: "Refusé" },
  resume: "Reprendre",
  /** @param {string} name */
  resumeWhat: (name) => `Reprendre ${name}`,
  remove: "Retirer",
  /** @param {string} name */
  removeWhat: (name) => `Retirer ${name} : ce qui est écrit est oublié`,
  notFetched: "Le formulaire n’a pas pu être affiché ici. Retirez-le, puis ouvrez-le de nouveau.",
  chooser: {
    title: "Quel formulaire remplir ?",
    likely: "Pour ce motif",
    others: "Autres formulaires",
    none: "La bibliothèque de votre organisme est vide.",
    file: "Ouvrir un autre PDF à remplir",
    close: "Fermer",
  },
  desk: {
    hint: "Tabulation : case suivante. F2 : lire la case à voix haute. Échap : revenir à la visite, le formulaire reste ouvert.",
    read: "Lire à voix haute",
    print: "Imprimer",
    keep: "Garder le PDF",
    back: "Revenir à la visite",
    page: "Page",
    /** @param {number} page @param {number} pages */
    pageOf: (page, pages) => `Page ${page} sur ${pages}`,
    loading: "Le formulaire arrive…",
    failed: "Ce formulaire ne peut pas être affiché ici.",
    prefilled: "Rempli d’avance d’après le rendez-vous : à vérifier",
    unmapped: "Les cases de ce formulaire n’ont pas de nom lisible : il se remplit, mais le guichet ne peut pas les lire à voix haute.",
    missed: "À compléter à la main",
    scripts: "Ce formulaire ne calcule rien ici : vérifiez les totaux.",
    resident: "L’usager",
    field: "Case",
    noField: "Choisissez une case.",
    /** @param {number} number */
    unnamed: (number) => `Case ${number}`,
    /** @param {string} label */
    marked: (label) => `${label} (rempli d’avance)`,
  },
  needed: {
    announced: "Papiers annoncés par la mairie",
    title: "Papiers utiles pour ce motif",
    done: "reçu",
    seen: "Vu",
    /** @param {string} paper */
    seenWhat: (paper) => `Vu : ${paper}`,
    hint: "« Reçu » : un document gardé ici porte ce nom. Cochez « Vu » quand l’usager vous l’a montré.",
  },
};
