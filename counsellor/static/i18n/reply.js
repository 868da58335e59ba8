// @ts-check
// The words of what the resident writes back.

export const reply = {
  title: "L’usager vous écrit",
  nothing: "Rien encore. Ce qu’il écrit apparaît ici, lettre à lettre ; rien n’est gardé.",
  open: "Ouvrir à l’usager de quoi vous écrire, pour cet appel",
  close: "Refermer ce qui sert à l’usager à vous écrire ; son texte s’efface",
  short: "Laisser écrire",
  why: {
    no_pad: "Ce guichet n’a ni écran tactile ni clavier réservé.",
    on_hold: "L’appel est en attente.",
  },
  opened: "L’usager peut vous écrire.",
  closed: "L’usager ne peut plus vous écrire.",
};
