import { Writable } from "node:stream";

/** A stream that is no terminal and hands every text that is written to it to `take`. */
export function textStream(take: (text: string) => void): NodeJS.WriteStream & { fd: 1 & 2 } {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      take(chunk.toString());
      done();
    },
  });
  return stream as unknown as NodeJS.WriteStream & { fd: 1 & 2 };
}
