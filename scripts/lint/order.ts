/**
 * The folders of each package's `src`, from the ground up. What stands on one line stands side by side: a folder
 * imports only from the lines below its own. Files that lie in `src` itself stand above all folders and put them together.
 *
 * A folder that is not there yet has its place already, so that it is found when the work for it begins.
 * docs/architecture.md draws the same order and says what each folder is for.
 */
export const ORDER: Readonly<Record<string, readonly (readonly string[])[]>> = {
  metrics: [
    ['language', 'statistics'],
    ['rules', 'prepare', 'rights'],
    ['scheme'],
    ['aggregate'],
    ['engine'],
    ['weights', 'lint', 'outrank', 'explain', 'forecast'],
    ['doubt', 'whatif'],
    ['contract'],
  ],
  seed: [
    ['county'],
    ['articles'],
    ['catalogue'],
    ['batches'],
    ['records'],
    ['facts', 'schemes', 'rubrics'],
    ['demo'],
    ['upstream'],
  ],
  server: [
    ['base'],
    ['stores'],
    ['rights'],
    ['audit'],
    ['county'],
    ['schemes'],
    ['evidence'],
    ['observations'],
    ['intake/sources', 'intake/entry', 'intake/imports'],
    ['scores/settle'],
    ['scores/runs'],
    ['integrity'],
    ['scores/read'],
    ['publications'],
    ['supervision'],
    ['reports'],
    ['screens'],
    ['accounts', 'displays'],
    ['runtime'],
    ['ops'],
    ['api'],
    ['commands'],
  ],
  web: [['styles', 'api', 'charts'], ['stores'], ['i18n'], ['composables'], ['components'], ['pages']],
};

/** The folder of ORDER that a file lies in: the longest that its path begins with. */
function folderOf(inSrc: string, order: readonly (readonly string[])[]): { folder: string; floor: number } | null {
  let found: { folder: string; floor: number } | null = null;
  for (const [floor, folders] of order.entries()) {
    for (const folder of folders) {
      if (inSrc.startsWith(`${folder}/`) && folder.length > (found?.folder.length ?? 0)) found = { folder, floor };
    }
  }
  return found;
}

/**
 * Why one file of a package may not import another by the order of their folders, or null if it may.
 *
 * @param file path from the root, as is `target`; files outside a package's `src` have no floor
 */
export function findUpwardImport(file: string, target: string, orders = ORDER): string | null {
  const home = /^(\w+)\/src\/(.+)$/.exec(file);
  const other = /^(\w+)\/src\/(.+)$/.exec(target);
  if (home === null || other === null || home[1] !== other[1]) return null;
  const order = orders[home[1] ?? ''];
  const [from, to] = [home[2] ?? '', other[2] ?? ''];
  // Files in src itself stand on top and may import everything.
  if (order === undefined || !from.includes('/')) return null;
  const importer = folderOf(from, order);
  if (importer === null) return `${pathOf(file)} has no place in scripts/lint/order.ts: give it one`;
  if (!to.includes('/')) return `files in ${home[1] ?? ''}/src put the folders together, no folder imports them`;
  const imported = folderOf(to, order);
  if (imported === null) return `${pathOf(target)} has no place in scripts/lint/order.ts: give it one`;
  if (imported.folder === importer.folder || imported.floor < importer.floor) return null;
  const where = imported.floor === importer.floor ? 'beside' : 'above';
  return `${imported.folder} stands ${where} ${importer.folder} in the order of folders (scripts/lint/order.ts)`;
}

function pathOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}
