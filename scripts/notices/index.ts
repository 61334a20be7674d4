import path from 'node:path';
import { makeNotices, writeNotices } from './make.ts';

// Notices of a source tree, installed and with its pages built: for its own about page, and to look at before packing.
const root = path.resolve(import.meta.dirname, '../..');
writeNotices(root, root, makeNotices(root));
