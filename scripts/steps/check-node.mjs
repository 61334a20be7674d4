// Read by whatever Node the machine has: nothing in this file is newer than modules themselves.
const OLDEST = 18;

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  console.error(
    'This machine has Node ' + process.versions.node + '; install Node ' + OLDEST + ' or newer, then try again.',
  );
  process.exit(1);
}
