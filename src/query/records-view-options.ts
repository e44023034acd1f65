/**
 * The type of a view's column.
 */
export enum RecordsViewColumnType {
  /**
   * Text. A number, or true or false, becomes its text.
   */
  STRING = 'STRING',

  /**
   * A whole number of 64 bits.
   */
  BIGINT = 'BIGINT',

  /**
   * A floating-point number of 64 bits.
   */
  DOUBLE = 'DOUBLE',

  /**
   * True or false.
   */
  BOOLEAN = 'BOOLEAN',

  /**
   * A time, from text in ISO 8601, in UTC.
   */
  TIMESTAMP = 'TIMESTAMP',

  /**
   * The text of the field's JSON, whatever it is, also an object or a list.
   */
  JSON = 'JSON',
}

/**
 * A column of a view that holds a field of the values.
 */
export interface RecordsViewColumn {
  /**
   * The name of the column: lower-case letters, digits and `_`.
   */
  readonly name: string;

  /**
   * The path of the field, as in `FileDirectory.field`: `customer.id`.
   *
   * @default - the name
   */
  readonly path?: string;

  /**
   * The type. What cannot be read as one is null.
   *
   * @default RecordsViewColumnType.STRING
   */
  readonly type?: RecordsViewColumnType;
}

/**
 * Options of a view that takes fields out of the values.
 */
export interface KafkaRecordsViewOptions {
  /**
   * The name of the view: lower-case letters, digits and `_`.
   */
  readonly viewName: string;

  /**
   * The columns for fields of the values. Beside them the view has all columns of the table but `value`, which stands there as
   * `raw_value`.
   */
  readonly columns: RecordsViewColumn[];
}
