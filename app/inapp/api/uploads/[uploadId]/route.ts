import { finishUploadRequestSchema } from '@/lib/contract/pictures/upload'
import { readJson } from '@/lib/http/request-body'
import { backend, uploads } from '@/lib/server'
import { respondInSession } from '@/lib/server/web'
import { answer } from '@/lib/web/respond'
import { uploadIdOf } from '@/lib/web/upload-address'

type Context = { params: Promise<{ uploadId: string }> }

/** How far an upload is. */
export function GET(request: Request, { params }: Context) {
  return respondInSession(request, async ({ identity }) =>
    answer({ ok: true, value: await uploads().read(identity, uploadIdOf(await params)) }),
  )
}

/** All parts have been sent: the file is put together, checked and stored. */
export function POST(request: Request, { params }: Context) {
  return respondInSession(request, async ({ identity }) => {
    const whole = await readJson(request, finishUploadRequestSchema)
    const stored = await uploads().finish(identity, uploadIdOf(await params), whole, async (bytes) => {
      const file = { name: whole.name, bytes, acceptQuality: whole.accept_quality, shows: whole.shows }
      const result = await (await backend()).storeFile(identity, file)
      if (!result.ok) throw result.error
      return result.value
    })
    return answer({ ok: true, value: stored })
  })
}

/** The person has called it off. */
export function DELETE(request: Request, { params }: Context) {
  return respondInSession(request, async ({ identity }) => {
    await uploads().cancel(identity, uploadIdOf(await params))
    return answer({ ok: true, value: { parts: 0, finished: false } })
  })
}
