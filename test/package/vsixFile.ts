import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

/** One file of a package. */
export interface PackedFile {
  readonly name: string;
  /** As Unix counts it; 0 where the package was made on a system without. */
  readonly mode: number;
  readonly bytes: Buffer;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;

/** The files in a VSIX, which is a ZIP file. Good for what vsce writes: no encryption, no ZIP64. */
export function filesInVsix(path: string): readonly PackedFile[] {
  const zip = readFileSync(path);
  const end = zip.lastIndexOf(uint32(END));
  if (end < 0) throw new Error(`${path} is no ZIP file.`);
  const files: PackedFile[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error(`${path} has no entry at ${at}.`);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      zip.readUInt16LE(at + offset),
    );
    const nameEnd = at + 46 + (nameLength ?? 0);
    files.push({
      name: zip.toString('utf8', at + 46, nameEnd),
      mode: zip.readUInt16LE(at + 40) & 0o777,
      bytes: contentOf(zip, at),
    });
    at = nameEnd + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return files;
}

function contentOf(zip: Buffer, entry: number): Buffer {
  const size = zip.readUInt32LE(entry + 20);
  const header = zip.readUInt32LE(entry + 42);
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const packed = zip.subarray(start, start + size);
  return zip.readUInt16LE(entry + 10) === STORED ? packed : inflateRawSync(packed);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
