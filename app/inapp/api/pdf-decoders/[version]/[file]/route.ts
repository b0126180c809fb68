import { PDF_DECODER_FILES, PDF_DECODERS } from '@/lib/contract/pictures/pdf-decoders'
import { respond } from '@/lib/server/web'
import { packagedFile } from '@/lib/web/packaged-file'

type Context = { params: Promise<{ version: string; file: string }> }

/** What a PDF's preview needs for some pictures: asked for only then. */
export function GET(_request: Request, { params }: Context) {
  return respond(async () => packagedFile(PDF_DECODERS, PDF_DECODER_FILES, await params))
}
