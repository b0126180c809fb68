import { appendFile, readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { statusCallbackSchema } from '@/lib/contract/host/ctrader'

const receivedSchema = z.object({ received_at: z.iso.datetime(), body: statusCallbackSchema })
export type ReceivedCallback = z.infer<typeof receivedSchema>

/** So many are kept; the file is cut back when it holds twice as many. */
const KEPT = 500

/** What the sandbox's cTrader has received: one JSON line each in the file at `path`, the newest last. */
export function createCallbackInbox(path: string, clock: () => Date) {
  async function list(): Promise<ReceivedCallback[]> {
    const text = await readFile(path, 'utf8').catch(() => '')
    const lines = text.split('\n').filter((line) => line !== '')
    return lines.slice(-KEPT).map((line) => receivedSchema.parse(JSON.parse(line)))
  }
  async function cutBack(): Promise<void> {
    const text = await readFile(path, 'utf8')
    const lines = text.split('\n').filter((line) => line !== '')
    if (lines.length <= 2 * KEPT) return
    await writeFile(`${path}.cut`, `${lines.slice(-KEPT).join('\n')}\n`)
    await rename(`${path}.cut`, path)
  }
  return {
    list,
    async keep(body: ReceivedCallback['body']): Promise<void> {
      await appendFile(path, `${JSON.stringify({ received_at: clock().toISOString(), body })}\n`, { mode: 0o600 })
      await cutBack()
    },
  }
}
