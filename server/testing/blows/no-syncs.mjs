// Loaded before everything else (`node --import`): a server whose syncs reach nobody, as one was before it waited for its
// disk. A power cut that takes nothing from it would show nothing about one that waits.
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const nothing = () => undefined;
fs.fsyncSync = nothing;
fs.fdatasyncSync = nothing;
syncBuiltinESMExports();
const file = await open(import.meta.filename);
Object.getPrototypeOf(file).sync = async () => undefined;
Object.getPrototypeOf(file).datasync = async () => undefined;
await file.close();
