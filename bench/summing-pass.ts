/** One plain pass over a matrix, column by column: what anything that reads it all has to take at least. */
export function summingPass(columns: readonly Float64Array[]): number {
  let sum = 0;
  for (const column of columns) sum += sumOf(column);
  return sum;
}

function sumOf(column: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < column.length; k += 1) sum += column[k] as number;
  return sum;
}
