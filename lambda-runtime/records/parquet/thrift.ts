/** The types of Thrift's compact protocol: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md */
const [STOP, TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE] = [0, 1, 2, 3, 4, 5, 6, 7];
const [BINARY, LIST, SET, STRUCT] = [8, 9, 10, 12];
/** The most levels of nesting. Parquet's own structures are seven deep. */
const MOST_LEVELS = 16;

type FieldReader = (type: number) => void;

/**
 * Reads Thrift's compact protocol, in which Parquet describes its files and pages. Before anything is made of a claim
 * of the file, it is compared with the bytes that there are: a list has a byte for each element, and nothing is nested
 * without end.
 */
export class ThriftReader {
  private levels = 0;

  public constructor(
    private readonly bytes: Buffer,
    /** The place of the next byte. */
    public position: number,
    private readonly end: number,
  ) {}

  /** Reads the fields that have a reader, and skips all others. */
  public struct(fields: Readonly<Record<number, FieldReader>>): void {
    this.nested(() => {
      let id = 0;
      for (let header = this.byte(); (header & 0x0f) !== STOP; header = this.byte()) {
        const type = header & 0x0f;
        id = header >> 4 === 0 ? this.integer() : id + (header >> 4);
        const read = fields[id];
        if (read === undefined) {
          this.passOver(type);
        } else {
          read(type);
        }
      }
    });
  }

  /** @throws before it reads any, if there are more than may be */
  public list<Element>(read: () => Element, most = Number.POSITIVE_INFINITY): Element[] {
    const elements: Element[] = [];
    this.nested(() => {
      const { size } = this.listHeader();
      if (size > most) {
        throw new Error(`its metadata has a list of ${size}, and ${most} are the most`);
      }
      for (let left = size; left > 0; left--) {
        elements.push(read());
      }
    });
    return elements;
  }

  /** @throws if it is not a whole number that JavaScript can tell from its neighbours */
  public integer(): number {
    const zigzag = this.varint();
    const value = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    if (!Number.isSafeInteger(zigzag)) {
      throw new Error('a number in its metadata is out of range');
    }
    return value;
  }

  public binary(): Buffer {
    const length = this.varint();
    if (length > this.end - this.position) {
      throw new Error(`its metadata has a text of ${length} bytes where ${this.end - this.position} are left`);
    }
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  public text(): string {
    return this.binary().toString('utf8');
  }

  private listHeader(): { readonly size: number; readonly type: number } {
    const header = this.byte();
    const size = header >> 4 === 15 ? this.varint() : header >> 4;
    if (size > this.end - this.position) {
      throw new Error(`its metadata has a list of ${size} where ${this.end - this.position} bytes are left`);
    }
    return { size, type: header & 0x0f };
  }

  private passOver(type: number): void {
    switch (type) {
      case TRUE:
      case FALSE:
        return; // the value of a field is its type
      case BYTE:
        this.byte();
        return;
      case I16:
      case I32:
      case I64:
        this.varint();
        return;
      case DOUBLE:
        this.advance(8);
        return;
      case BINARY:
        this.binary();
        return;
      case LIST:
      case SET:
        this.nested(() => this.skipList());
        return;
      case STRUCT:
        this.struct({});
        return;
      default:
        throw new Error(`its metadata has a field of the unknown type ${type}`);
    }
  }

  private skipList(): void {
    const { size, type } = this.listHeader();
    for (let left = size; left > 0; left--) {
      if (type === TRUE || type === FALSE) {
        this.byte();
      } else {
        this.passOver(type);
      }
    }
  }

  private nested(read: () => void): void {
    if (++this.levels > MOST_LEVELS) {
      throw new Error('its metadata is nested too deeply');
    }
    read();
    this.levels--;
  }

  private varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        return value;
      }
      if (scale > 2 ** 56) {
        throw new Error('a number in its metadata has no end');
      }
    }
  }

  private byte(): number {
    this.advance(1);
    return this.bytes.readUInt8(this.position - 1);
  }

  private advance(count: number): void {
    if (this.end - this.position < count) {
      throw new Error('its metadata is cut off');
    }
    this.position += count;
  }
}

/** True for the boolean field of this type. */
export function isTrue(type: number): boolean {
  return type === TRUE;
}
