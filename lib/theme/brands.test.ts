import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBrands } from './brands'

const folder = mkdtempSync(join(tmpdir(), 'kyc-brands-'))
writeFileSync(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
writeFileSync(join(folder, 'huge.png'), Buffer.alloc(40_000))

function read(brands: unknown) {
  const path = join(folder, 'brands.json')
  writeFileSync(path, typeof brands === 'string' ? brands : JSON.stringify(brands))
  return readBrands(path)
}

describe('a brands file', () => {
  it('contains the appearance and the logo of each brand', () => {
    const read1 = read({ acme: { name: 'Acme', accent: '0A7F5A', radius: 'small', logo: { light: 'logo.svg' } } })
    expect(read1).toEqual({
      brands: {
        acme: {
          ...{ name: 'Acme', accent: '#0a7f5a', radius: 'small' },
          logo: { light: expect.stringMatching(/^data:image\/svg\+xml;base64,/) },
        },
      },
    })
  })

  it.each([
    ['invalid JSON', '{', /JSON/],
    ['a missing name', { acme: {} }, /^acme\.name: /],
    ['an unknown value', { acme: { name: 'A', radius: '3px' } }, /^acme\.radius: /],
    ['an invalid colour', { acme: { name: 'A', accent: 'red;x:url(y)' } }, /^acme\.accent: /],
    ['an unknown key', { acme: { name: 'A', css: 'x' } }, /^acme: .*css/],
    ['a missing logo', { acme: { name: 'A', logo: { light: 'gone.svg' } } }, /^acme\.logo\.light: gone\.svg/],
    ['a logo that is too large', { acme: { name: 'A', logo: { light: 'huge.png' } } }, /^acme\.logo\.light: huge\.png/],
    [
      'a document with another purpose',
      { acme: { name: 'A', documents: { identity: ['payslip'] } } },
      /^acme\.documents\.identity: payslip/,
    ],
    ['a javascript: URL', { acme: { name: 'A', terms_url: 'javascript:alert(1)' } }, /^acme\.terms_url: /],
  ])('reports where it has %s', (_, brands, error) => {
    expect(read(brands)).toEqual({ errors: [expect.stringMatching(error)] })
  })

  it('reads earlier spellings of a purpose', () => {
    const documents = { tax: ['tax_letter'] }
    expect(read({ acme: { name: 'A', documents } })).toMatchObject({
      brands: { acme: { documents: { tax_identification: ['tax_letter'] } } },
    })
  })

  it('reports that the file is missing', () => {
    expect(readBrands(join(folder, 'none.json'))).toEqual({ errors: [expect.stringContaining('none.json')] })
  })
})
