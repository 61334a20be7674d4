/** Terms that need a word of explanation where they stand, and the key of that word. */
export const GLOSSARY = {
  coverage: 'glossary.coverage',
  reported: 'glossary.reported',
  gaps: 'glossary.gaps',
  own: 'glossary.own',
  rolledUp: 'glossary.rolledUp',
  order: 'glossary.order',
} as const satisfies Record<string, string>;

export type Term = keyof typeof GLOSSARY;
