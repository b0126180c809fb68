import { expect, it } from 'vitest'
import { PDF_DECODER_FILES, PDF_DECODERS } from '@/lib/contract/pictures/pdf-decoders'
import { packagedFile } from './packaged-file'

const version = PDF_DECODERS.split('/').at(-2) ?? ''
const ask = (file: string, of = version) => packagedFile(PDF_DECODERS, PDF_DECODER_FILES, { version: of, file })

it('serves the decoder of JPEG 2000, to be kept for ever', async () => {
  const answer = await ask('openjpeg.wasm')
  expect(answer.headers.get('content-type')).toBe('application/wasm')
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(new TextDecoder('latin1').decode((await answer.arrayBuffer()).slice(0, 4))).toBe('\0asm')
})

it.each([
  ['another version', 'openjpeg.wasm', '1.0.0'],
  ['another file', 'quickjs-eval.wasm', version],
  ['a way out of the package', '../package.json', version],
  ['what every object has', 'toString', version],
])('serves nothing else: %s', async (_, file, of) => {
  await expect(ask(file, of)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
