import { FACE_MODEL_FILES, FACE_MODELS } from '@/lib/contract/pictures/face-models'
import { respond } from '@/lib/server/web'
import { packagedFile } from '@/lib/web/packaged-file'

type Context = { params: Promise<{ version: string; file: string }> }

/** The face detector's files. */
export function GET(_request: Request, { params }: Context) {
  return respond(async () => packagedFile(FACE_MODELS, FACE_MODEL_FILES, await params))
}
