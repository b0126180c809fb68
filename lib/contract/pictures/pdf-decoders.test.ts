import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { PDF_DECODER_FILES, PDF_DECODERS } from './pdf-decoders'

const installed = (path: string) => fileURLToPath(new URL(`../../../node_modules/${path}`, import.meta.url))

it('names files of the installed version', () => {
  const { version } = JSON.parse(readFileSync(installed('pdfjs-dist/package.json'), 'utf8'))
  expect(PDF_DECODERS).toContain(`/${version}/`)
  expect(Object.values(PDF_DECODER_FILES).filter((path) => !existsSync(installed(path)))).toEqual([])
})
