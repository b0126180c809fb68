import { ReadableStream as WebStream } from 'node:stream/web'
import type { z } from 'zod'
import { KycError, validationError } from '@/lib/contract/errors'

/** Far above the answers to the largest questionnaire. */
const MAX_JSON_BYTES = 1024 * 1024
/** Far above any valid input. */
const MAX_DEPTH = 64

/** Reads and validates a JSON body. Throws BODY_TOO_LARGE, BAD_REQUEST (not JSON) or VALIDATION_FAILED (with paths). */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const body = await readAnyJson(request)
  if (body === undefined) throw new KycError('BAD_REQUEST', { message: 'The body is not JSON.' })
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw validationError(parsed.error)
  return parsed.data
}

/**
 * Reads any JSON body. Undefined when it is empty. Throws BODY_TOO_LARGE or BAD_REQUEST (not JSON, or nested too
 * deeply).
 */
export async function readAnyJson(request: Request): Promise<unknown> {
  const text = await readText(request, MAX_JSON_BYTES)
  if (text === '') return undefined
  const value = parseJson(text)
  if (isDeeperThan(value, MAX_DEPTH)) throw new KycError('BAD_REQUEST', { message: 'The body is nested too deeply.' })
  return value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new KycError('BAD_REQUEST', { message: 'The body is not JSON.' })
  }
}

/** Whether a value is nested more than `limit` levels deep. Recursive code would overflow the stack on it. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return false
}

/** Reads a body as text. Throws BODY_TOO_LARGE as soon as it exceeds `limit` bytes. */
export async function readText(request: Request, limit: number): Promise<string> {
  return (await readBytes(request, limit)).toString('utf8')
}

/** Reads a body. Throws BODY_TOO_LARGE as soon as it exceeds `limit` bytes, UPLOAD_FAILED when it breaks off. */
export async function readBytes(request: Request, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body?.values({ preventCancel: true }) ?? []) {
      size += chunk.byteLength
      if (size > limit) throw new KycError('BODY_TOO_LARGE')
      chunks.push(chunk)
    }
  } catch (cause) {
    if (!(cause instanceof KycError)) throw new KycError('UPLOAD_FAILED', { cause })
    drop(request.body)
    throw cause
  }
  const announced = request.headers.get('content-length')
  if (announced !== null && Number(announced) !== size) throw new KycError('UPLOAD_FAILED')
  return Buffer.concat(chunks)
}

/** The body as it arrives. What its reader leaves unread is read and dropped. Null without a body. */
export function bodyOf({ body }: Request): ReadableStream<Uint8Array> | null {
  if (!body) return null
  async function* chunks(whole: NonNullable<Request['body']>) {
    try {
      for await (const chunk of whole.values({ preventCancel: true })) yield chunk
    } finally {
      drop(whole)
    }
  }
  return WebStream.from(chunks(body)) as ReadableStream<Uint8Array>
}

/** Reads the rest of a refused body and keeps nothing: the next request on the same connection would wait behind it. */
function drop(rest: Request['body']): void {
  rest?.pipeTo(new WritableStream()).catch(() => undefined)
}
