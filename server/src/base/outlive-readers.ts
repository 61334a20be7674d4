/**
 * Lets the program go on when nobody reads what it prints any more: a terminal that was closed, a pipe whose reader ended.
 * Without it the first line after that would end the server.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
}
