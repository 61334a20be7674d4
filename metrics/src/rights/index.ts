/** Who may do what, and where: one table, read by the server that enforces it and the pages that follow it. */
export * from './holder.ts';
export * from './password.ts';
export * from './roles.ts';
export * from './table.ts';
