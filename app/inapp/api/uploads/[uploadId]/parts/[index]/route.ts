import { PART_BYTES } from '@/lib/contract/limits'
import { readBytes } from '@/lib/http/request-body'
import { uploads } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { answer } from '@/lib/web/respond'
import { partIndexOf, uploadIdOf } from '@/lib/web/upload-address'

/** Keeps one part of a file on its way. */
export function PUT(request: Request, { params }: { params: Promise<{ uploadId: string; index: string }> }) {
  return respondInSession(request, async ({ identity }) => {
    const address = await params
    const [uploadId, index] = [uploadIdOf(address), partIndexOf(address)]
    const bytes = await readBytes(request, PART_BYTES)
    return answer({ ok: true, value: await uploads().keepPart(identity, uploadId, index, bytes) })
  })
}
