import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KycError } from '@/lib/contract/errors'
import { FACE_MODEL_FILES, FACE_MODELS } from '@/lib/contract/pictures/face-models'
import { respond } from '@/lib/server/web'

type Context = { params: Promise<{ version: string; file: string }> }

/** The face detector's files, out of the installed packages: the same for everybody, and nobody's secret. */
export function GET(_request: Request, { params }: Context) {
  return respond(async () => {
    const { version, file } = await params
    const known = FACE_MODELS.endsWith(`/${version}/`) && Object.hasOwn(FACE_MODEL_FILES, file)
    const path = known ? FACE_MODEL_FILES[file] : undefined
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
