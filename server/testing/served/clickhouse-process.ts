// A ClickHouse server in one process: libchdb carries ClickHouse's HTTP interface, and its C entry point takes
// the command line of `clickhouse local`. The call returns only when the process ends.
//
//   node clickhouse-process.ts <data directory> <http port>
import { libchdbPath } from 'chdb/libchdb';
import { DataType, load, open } from 'ffi-rs';

const [directory, httpPort] = process.argv.slice(2);
if (directory === undefined || httpPort === undefined) throw new Error('usage: clickhouse-process.ts DIR PORT');

// The interfaces live as long as this query does; each block of one row sleeps 3 s, for about 35 days in all.
const serve = `
  SYSTEM START LISTEN HTTP;
  SELECT sleepEachRow(3) FROM numbers(1000000)
  SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 10000000
  FORMAT Null`;

const argv = [
  'clickhouse',
  '--path',
  directory,
  '--listen_host',
  '127.0.0.1',
  '--http_port',
  httpPort,
  '--query',
  serve,
];

open({ library: 'libchdb', path: libchdbPath() });
// ffi-rs and not koffi: it calls on the thread's own stack, which ClickHouse's stack check insists on.
load({
  library: 'libchdb',
  funcName: 'chdb_query_cmdline',
  retType: DataType.Void,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [argv.length, argv],
});
// Reached only when the engine refused: it has said why on stderr.
process.exitCode = 1;
