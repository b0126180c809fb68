import { describe, expect, it } from 'vitest'
import { nextUploadState } from './upload-flow'
import { uploadReport } from './upload-reports'
import type { UploadEvent, UploadState } from './upload-state'

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

const sending: UploadEvent[] = [
  { type: 'chosen', documentType: 'passport', country: 'DEU' },
  { type: 'file_picked', file, origin: 'file' },
  { type: 'prepared', picture, known: null },
  { type: 'confirmed', key: 'k' },
]

describe('uploadReport', () => {
  it('tells the host what was selected, taken and sent, in order', () => {
    expect(reportsOf(sending)).toEqual([
      { type: 'kyc:document_selected', detail: { document_type: 'passport', country: 'DEU' } },
      { type: 'kyc:media_captured', detail: { document_type: 'passport', side: 'front', source: 'file' } },
      { type: 'kyc:upload_progress', detail: { document_type: 'passport', side: 'front', percent: 0 } },
    ])
  })

  it('tells progress in steps of ten percent, however often the browser reports', () => {
    const progress = Array.from({ length: 1000 }, (_, sent): UploadEvent => ({ type: 'progressed', sent: sent + 1 }))
    const told = reportsOf([...sending, ...progress]).filter(({ type }) => type === 'kyc:upload_progress')
    expect(told.map(({ detail }) => detail.percent)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
  })

  it('names the code of a failure and of a file that was turned away', () => {
    const failed = reportsOf([...sending, { type: 'transfer_failed', code: 'NETWORK', fileId: null }])
    expect(failed.at(-1)).toMatchObject({ type: 'kyc:upload_error', detail: { code: 'NETWORK' } })
    const refused = reportsOf([...sending.slice(0, 2), { type: 'refused', refusal: 'TYPE' }])
    expect(refused.at(-1)).toMatchObject({ type: 'kyc:upload_error', detail: { code: 'TYPE' } })
  })
})
