import { describe, expect, it } from 'vitest'
import { MAX_FILE_BYTES } from '@/lib/contract/limits'
import { admitFile } from './admit-file'

const file = (name: string, type: string, content: BlobPart = 'x') => new File([content], name, { type })

describe('admitFile', () => {
  it.each([
    ['passport.jpg', 'image/jpeg', 'image/jpeg'],
    ['passport.JPEG', '', 'image/jpeg'],
    ['scan.png', 'application/octet-stream', 'image/png'],
    ['bill.pdf', 'application/pdf', 'application/pdf'],
  ])('lets %s of type "%s" in', async (name, type, expected) => {
    expect(await admitFile(file(name, type))).toMatchObject({ ok: true, type: expected, file: { name } })
  })

  it('gives a file that has a type but no ending the ending that the server asks for', async () => {
    expect(await admitFile(file('1000012345', 'image/jpeg'))).toMatchObject({
      ok: true,
      file: { name: '1000012345.jpg', type: 'image/jpeg' },
    })
  })

  it.each([
    ['IMG_0001.HEIC', ''],
    ['photo.heif', 'image/heif'],
  ])('names HEIC for what it is: %s', async (name, type) => {
    expect(await admitFile(file(name, type))).toMatchObject({ ok: true, type: 'image/heic', file: { name } })
  })

  it('lets a picture in that has the name of another kind of picture: a browser opens it by its content', async () => {
    const png = file('scan.jpeg', 'image/jpeg', '\u0089PNG\r\n\u001a\n')
    expect(await admitFile(png)).toMatchObject({ ok: true, file: { name: 'scan.jpeg' } })
  })

  it('knows HEIC by its content, whatever its name says', async () => {
    const disguised = file('photo.jpg', 'image/jpeg', '\0\0\0\x18ftypheic\0\0\0\0')
    expect(await admitFile(disguised)).toMatchObject({ type: 'image/heic', file: { name: 'photo.jpg.heic' } })
  })

  it.each([
    ['letter.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['notes.txt', 'text/plain'],
    ['noending', ''],
  ])('turns %s away', async (name, type) => {
    expect(await admitFile(file(name, type))).toEqual({ ok: false, refusal: 'TYPE' })
  })

  it('turns an empty file away', async () => {
    expect(await admitFile(file('a.jpg', 'image/jpeg', ''))).toEqual({ ok: false, refusal: 'EMPTY' })
  })

  it('turns a PDF over 25 MB away, but not a picture, which is made smaller', async () => {
    const bytes = new Uint8Array(MAX_FILE_BYTES + 1)
    expect(await admitFile(file('a.pdf', 'application/pdf', bytes))).toEqual({ ok: false, refusal: 'TOO_LARGE' })
    expect(await admitFile(file('a.png', 'image/png', bytes))).toMatchObject({ ok: true })
  })
})
