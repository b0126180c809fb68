import { describe, expect, it } from 'vitest'
import { firstUploadState, nextUploadState } from './upload-flow'
import type { UploadEvent, UploadState } from './upload-state'

const file = new File(['front'], 'front.jpg', { type: 'image/jpeg' })
const picture = { kind: 'picture', id: 'upload-1', file, width: 1600, height: 1000, findings: [] } as const
const blurred = { ...picture, findings: [{ code: 'BLUR', score: 1 }] } as const
const garden = { ...picture, findings: [{ code: 'NO_DOCUMENT', score: 0 }] } as const
const tiny = { ...picture, findings: [{ code: 'TOO_SMALL', score: 1 }] } as const

const start = firstUploadState({ at: 'choice', type: null, country: null })
const play = (events: UploadEvent[], from: UploadState = start) => events.reduce(nextUploadState, from)
const toPreview = (shown: typeof picture | typeof blurred | typeof tiny | typeof garden = picture): UploadEvent[] => [
  { type: 'chosen', documentType: 'national_identity_card', country: 'DEU' },
  { type: 'file_picked', file, origin: 'file' },
  { type: 'prepared', picture: shown, known: null },
]
const confirmed: UploadEvent = { type: 'confirmed', key: 'key-1' }

describe('nextUploadState', () => {
  it('asks for the back while the front is on its way, and is done after it: nobody waits', () => {
    const back = play([...toPreview(), confirmed, { type: 'handed_over' }])
    expect(back).toMatchObject({ phase: 'source', subject: { side: 'back' }, note: { kind: 'side_on_its_way' } })
    const rest: UploadEvent[] = [...toPreview().slice(1), confirmed, { type: 'handed_over' }]
    expect(play(rest, back)).toMatchObject({ phase: 'done', last: { picture } })
  })

  it('is done once the last side has arrived where a person stays for it, and asks for no side that is there', () => {
    expect(play([...toPreview(), confirmed, { type: 'transferred', shown: ['front', 'back'] }])).toMatchObject({
      phase: 'done',
    })
  })

  it('sends once, however often the button is pressed', () => {
    const once = play([...toPreview(), confirmed])
    expect(nextUploadState(once, { type: 'confirmed', key: 'key-2' })).toBe(once)
    expect(once).toMatchObject({ phase: 'sending', transfer: { key: 'key-1', acceptQuality: false } })
  })

  it('sends the very same file again under the same key once its bytes are stored', () => {
    const failed = play([...toPreview(), confirmed, { type: 'transfer_failed', code: 'NETWORK', fileId: 'f-1' }])
    const again = nextUploadState(failed, { type: 'retried', key: 'key-2' })
    expect(again).toMatchObject({ phase: 'sending', sent: 0, transfer: { key: 'key-1', fileId: 'f-1', file } })
  })

  it('takes a fresh key when the whole file has to be sent again', () => {
    const failed = play([...toPreview(), confirmed, { type: 'transfer_failed', code: 'NOT_FOUND', fileId: null }])
    expect(nextUploadState(failed, { type: 'retried', key: 'key-2' })).toMatchObject({
      transfer: { key: 'key-2', file },
    })
  })

  it('goes on by itself when the network is back, but only after the network was lost', () => {
    const lost = play([...toPreview(), confirmed, { type: 'transfer_failed', code: 'NETWORK', fileId: null }])
    expect(nextUploadState(lost, { type: 'online' })).toMatchObject({ phase: 'sending' })
    const refused = play([...toPreview(), confirmed, { type: 'transfer_failed', code: 'FILE_CORRUPTED', fileId: null }])
    expect(nextUploadState(refused, { type: 'online' })).toBe(refused)
  })

  it('takes up what an earlier visit left: the other side of what is on its way, or why it did not arrive', () => {
    const sending = play([...toPreview(), confirmed])
    if (sending.phase !== 'sending') throw new Error('not sending')
    const restored = { type: 'restored', sending, failure: null, shown: ['front'] } as const
    expect(nextUploadState(start, restored)).toMatchObject({ phase: 'source', subject: { side: 'back' } })
    expect(nextUploadState(start, { ...restored, shown: ['front', 'back'] })).toBe(start)
    const failure = { code: 'FILE_CORRUPTED', fileId: null } as const
    expect(nextUploadState(start, { ...restored, failure })).toMatchObject({
      ...{ phase: 'failed', code: 'FILE_CORRUPTED', transfer: { uploadId: 'upload-1' } },
    })
    expect(nextUploadState(sending, restored)).toBe(sending)
  })

  it('leaves the camera for another way after two pictures that would not do', () => {
    const shot: UploadEvent[] = [
      { type: 'file_picked', file, origin: 'camera' },
      { type: 'prepared', picture: blurred, known: null },
      { type: 'discarded' },
    ]
    const once = play([...toPreview().slice(0, 1), { type: 'camera_opened' }, ...shot])
    expect(once).toMatchObject({ phase: 'camera', misses: 1 })
    expect(play(shot, once)).toMatchObject({ phase: 'source', note: { kind: 'other_way' } })
  })

  it('sends what the camera took by itself when nothing is wrong with it, and lets the person look at it otherwise', () => {
    const taken: UploadEvent[] = [
      { type: 'chosen', documentType: 'passport', country: 'DEU' },
      { type: 'camera_opened' },
      { type: 'taken_by_itself', file, key: 'key-1' },
    ]
    const good = play([...taken, { type: 'prepared', picture, known: null }])
    expect(good).toMatchObject({ phase: 'sending', origin: 'camera', transfer: { key: 'key-1', acceptQuality: false } })
    for (const doubt of [{ picture: blurred, known: null } as const, { picture, known: 'DUPLICATE' } as const])
      expect(play([...taken, { type: 'prepared', ...doubt }])).toMatchObject({ phase: 'preview' })
  })

  it('stays with the camera when a good picture is taken again', () => {
    const shot: UploadEvent[] = [
      { type: 'file_picked', file, origin: 'camera' },
      { type: 'prepared', picture, known: null },
      { type: 'discarded' },
    ]
    expect(play([...toPreview().slice(0, 1), { type: 'camera_opened' }, ...shot, ...shot])).toMatchObject({
      phase: 'camera',
      misses: 0,
    })
  })

  it('never sends a picture that is too small to be read', () => {
    const preview = play(toPreview(tiny))
    expect(nextUploadState(preview, confirmed)).toBe(preview)
  })

  it('sends what shows no document only after another try: most likely it was the wrong picture', () => {
    const once = play(toPreview(garden))
    expect(nextUploadState(once, confirmed)).toBe(once)
    const again = play([{ type: 'discarded' }, ...toPreview(garden).slice(1)], once)
    expect(nextUploadState(again, confirmed)).toMatchObject({ phase: 'sending', transfer: { acceptQuality: true } })
  })

  it('says that the quality is accepted when a person sends a picture with findings all the same', () => {
    expect(play([...toPreview(blurred), confirmed])).toMatchObject({ transfer: { acceptQuality: true } })
  })

  it('shows the preview again with a warning when the server finds the quality too low', () => {
    const events: UploadEvent[] = [...toPreview(), confirmed]
    const back = play([...events, { type: 'transfer_failed', code: 'DOCUMENT_QUALITY_LOW', fileId: null }])
    expect(back).toMatchObject({ phase: 'preview', concerns: ['QUALITY_LOW'] })
    expect(nextUploadState(back, confirmed)).toMatchObject({ phase: 'sending', transfer: { acceptQuality: true } })
  })

  it('does not offer to send again what the server found too small', () => {
    const refusal = {
      type: 'transfer_failed',
      code: 'DOCUMENT_QUALITY_LOW',
      reason: 'TOO_SMALL',
      fileId: null,
    } as const
    const back = play([...toPreview(blurred), confirmed, refusal])
    expect(back).toMatchObject({ phase: 'preview', concerns: ['TOO_SMALL'] })
    expect(nextUploadState(back, confirmed)).toBe(back)
  })

  it('returns to the preview when sending is cancelled, with its findings', () => {
    expect(play([...toPreview(blurred), confirmed, { type: 'cancelled' }])).toMatchObject({
      phase: 'preview',
      concerns: ['BLUR'],
    })
  })

  it('never counts more bytes than the file has, nor backwards', () => {
    const sending = play([
      ...toPreview(),
      confirmed,
      { type: 'progressed', sent: 99_999 },
      { type: 'progressed', sent: 1 },
    ])
    expect(sending).toMatchObject({ sent: file.size })
  })

  it('keeps the document and the side when a file is turned away', () => {
    const refused = play([...toPreview().slice(0, 2), { type: 'refused', refusal: 'TYPE' }])
    expect(refused).toMatchObject({ phase: 'source', subject: { side: 'front' }, note: { refusal: 'TYPE' } })
  })

  it('opens the camera again when a camera picture is taken again', () => {
    const taken: UploadEvent[] = [
      { type: 'chosen', documentType: 'passport', country: 'DEU' },
      { type: 'camera_opened' },
      { type: 'file_picked', file, origin: 'camera' },
      { type: 'prepared', picture, known: null },
    ]
    expect(play([...taken, { type: 'discarded' }])).toMatchObject({ phase: 'camera' })
  })

  it('drops what arrives late: an answer to something that is no longer under way changes nothing', () => {
    const cancelled = play([...toPreview(), confirmed, { type: 'cancelled' }])
    expect(nextUploadState(cancelled, { type: 'transferred' })).toBe(cancelled)
    expect(nextUploadState(start, { type: 'prepared', picture, known: null })).toBe(start)
  })
})
