import type { z } from 'zod'
import { KycError, validationError } from '@/lib/contract/errors'

/** Answers of the largest questionnaire stay far below this. */
const MAX_JSON_BYTES = 1024 * 1024
/** No shape on any wire comes near. */
const MAX_DEPTH = 64

/** Reads and checks a JSON body. Throws BODY_TOO_LARGE, BAD_REQUEST (no JSON) or VALIDATION_FAILED (with paths). */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const body = await readAnyJson(request)
  if (body === undefined) throw new KycError('BAD_REQUEST', { message: 'The body is not JSON.' })
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw validationError(parsed.error)
  return parsed.data
}

/** Reads a JSON body, whatever it holds; undefined when it is empty. Throws BODY_TOO_LARGE or BAD_REQUEST (no JSON, too deep). */
export async function readAnyJson(request: Request): Promise<unknown> {
  const text = await readText(request, MAX_JSON_BYTES)
  if (text === '') return undefined
  const value = parseJson(text)
  if (isDeeperThan(value, MAX_DEPTH)) throw new KycError('BAD_REQUEST', { message: 'The body is nested too deep.' })
  return value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new KycError('BAD_REQUEST', { message: 'The body is not JSON.' })
  }
}

/** Whether lists and objects stand in one another more than `limit` times: what writes or walks them would overflow. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return false
}

/** A body as text. Throws BODY_TOO_LARGE as soon as it passes `limit` bytes. */
export async function readText(request: Request, limit: number): Promise<string> {
  return (await readBytes(request, limit)).toString('utf8')
}

/** A body as it came. Throws BODY_TOO_LARGE as soon as it passes `limit` bytes, UPLOAD_FAILED when it breaks off. */
export async function readBytes(request: Request, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > limit) throw new KycError('BODY_TOO_LARGE')
      chunks.push(chunk)
    }
  } catch (cause) {
    throw cause instanceof KycError ? cause : new KycError('UPLOAD_FAILED', { cause })
  }
  const announced = request.headers.get('content-length')
  if (announced !== null && Number(announced) !== size) throw new KycError('UPLOAD_FAILED')
  return Buffer.concat(chunks)
}
