/** What somebody who calls the API needs at run time: addresses and words, and no schema. */
export { API, addressOf } from './address.ts';
export { isErrorCode, wordsOf } from './error-words.ts';
