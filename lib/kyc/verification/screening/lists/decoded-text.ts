import { ListFault, type ReadLimits } from './list-fault'

/** The text of a file, piece by piece. Refuses what is no text in UTF-8 or the encoding that its XML declares. */
export async function* decodedText(chunks: AsyncIterable<Uint8Array>, limits: ReadLimits): AsyncGenerator<string> {
  let read = 0
  let decoder: TextDecoder | undefined
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true })
    if (read + chunk.length > limits.bytes)
      throw new ListFault(`larger than ${limits.bytes} bytes`, `byte ${limits.bytes}`)
    yield decoded(decoder, chunk, read)
    read += chunk.length
  }
  if (read === 0) throw new ListFault('the file is empty', 'byte 0')
  if (decoder) yield decoded(decoder, new Uint8Array(), read, true)
}

function decoded(decoder: TextDecoder, chunk: Uint8Array, before: number, last = false): string {
  try {
    return decoder.decode(chunk, { stream: !last })
  } catch {
    throw new ListFault(
      `not text in ${decoder.encoding}`,
      `within the ${Math.max(1, chunk.length)} bytes from byte ${before} on`,
    )
  }
}

/** ZIP, gzip, PDF. */
const PACKED = ['PK\u0003\u0004', '\u001f\u008b', '%PDF']
const DECLARED = /^<\?xml[^>]{0,200}encoding=["']([\w-]+)["']/
const READABLE = /^(utf-?8|us-ascii|ascii|iso-8859-1|windows-1252)$/i

function encodingOf(start: Uint8Array): string {
  const first = Buffer.from(start.subarray(0, 300)).toString('latin1')
  if (first.startsWith('\u00ff\u00fe') || first.startsWith('\u00fe\u00ff') || first.includes('\0'))
    throw new ListFault('neither UTF-8 nor a text of bytes: UTF-16, or no text at all', 'byte 0')
  if (PACKED.some((beginning) => first.startsWith(beginning)))
    throw new ListFault('packed, or another kind of document', 'byte 0')
  const declared = DECLARED.exec(first.replace(/^\xef\xbb\xbf/, ''))?.[1] ?? 'utf-8'
  if (!READABLE.test(declared)) throw new ListFault(`the encoding ${declared} is not read`, 'line 1')
  return declared
}
