import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KycError } from '@/lib/contract/errors'
import { FACE_MODEL_FILES } from '@/lib/contract/face-models'
import { respond } from '@/lib/session/respond'

type Context = { params: Promise<{ file: string }> }

/** The face detector's files, out of the installed packages: the same for everybody, and nobody's secret. */
export function GET(_request: Request, { params }: Context) {
  return respond(async () => {
    const { file } = await params
    const path = Object.hasOwn(FACE_MODEL_FILES, file) ? FACE_MODEL_FILES[file] : undefined
    if (!path) throw new KycError('NOT_FOUND')
    const bytes = await readFile(join(/* turbopackIgnore: true */ process.cwd(), 'node_modules', path))
    const type = file.endsWith('.json')
      ? 'application/json'
      : file.endsWith('.wasm')
        ? 'application/wasm'
        : 'application/octet-stream'
    return new Response(new Uint8Array(bytes), {
      headers: { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' },
    })
  })
}
