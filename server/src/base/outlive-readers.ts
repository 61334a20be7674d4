/** A terminal that was closed, a pipe whose reader ended, a file on a disk that is full. */
const UNREAD: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EIO', 'ENOSPC', 'EDQUOT']);

/**
 * Lets the program go on when nobody takes what it prints any more; the lines are lost. Without it the first line after
 * that would end the server.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!UNREAD.has(error.code)) throw error;
    });
}
