/** The code that reads Parquet. It is loaded at the first such file. */
export { openParquet } from './decode';
export { footerBytes, readFooter } from './footer';
