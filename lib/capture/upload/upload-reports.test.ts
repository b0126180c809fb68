import { describe, expect, it } from 'vitest'
import { nextUploadState } from './upload-flow'
import { transferReport, uploadReport } from './upload-reports'
import type { UploadEvent, UploadState } from './upload-state'
import { wholeSubject } from './upload-subject'

const file = new File([new Uint8Array(1000)], 'page.jpg', { type: 'image/jpeg' })
const picture = { kind: 'picture', id: 'upload-1', file, width: 1600, height: 1000, findings: [] } as const

function reportsOf(events: UploadEvent[]) {
  let state: UploadState = { phase: 'choose', type: null, country: null }
  return events.flatMap((event) => {
    const before = state
    state = nextUploadState(state, event)
    return uploadReport(before, state) ?? []
  })
}

const picked: UploadEvent[] = [
  { type: 'chosen', documentType: 'passport', country: 'DEU' },
  { type: 'file_picked', file, origin: 'file' },
]

type Sent = Parameters<typeof transferReport>[1]
const upload = (sent: number, outcome: Sent['outcome'] = null): Sent => ({
  ...{ subject: wholeSubject('passport', 'DEU'), picture, sent, outcome },
})

describe('uploadReport', () => {
  it('tells the host what was selected and taken, in order', () => {
    expect(reportsOf([...picked, { type: 'prepared', picture, known: null }, { type: 'confirmed', key: 'k' }])).toEqual(
      [
        { type: 'kyc:document_selected', detail: { document_type: 'passport', country: 'DEU' } },
        { type: 'kyc:media_captured', detail: { document_type: 'passport', side: 'front', source: 'file' } },
      ],
    )
  })

  it('names the code of a file that was turned away', () => {
    const refused = reportsOf([...picked, { type: 'refused', refusal: 'TYPE' }])
    expect(refused.at(-1)).toMatchObject({ type: 'kyc:upload_error', detail: { code: 'TYPE' } })
  })
})

describe('transferReport', () => {
  it('tells progress in steps of ten percent, however often the browser reports', () => {
    const states = Array.from({ length: 1001 }, (_, sent) => upload(sent))
    const told = states.flatMap((after, i) => transferReport(states[i - 1] ?? null, after) ?? [])
    expect(told.map(({ detail }) => detail.percent)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    expect(told[0]).toMatchObject({ type: 'kyc:upload_progress', detail: { document_type: 'passport', side: 'front' } })
  })

  it('names the code of a failure once, and nothing of an arrival: that is no progress', () => {
    const failed = upload(500, { ok: false, code: 'NETWORK', fileId: null, final: false })
    expect(transferReport(upload(500), failed)).toMatchObject({
      ...{ type: 'kyc:upload_error', detail: { code: 'NETWORK' } },
    })
    expect(transferReport(failed, failed)).toBeNull()
    expect(transferReport(upload(1000), upload(1000, { ok: true, fileId: 'f' }))).toBeNull()
  })
})
