import { describe, expect, it } from 'vitest'
import type { Field, FormSchema } from '@/lib/contract/form'
import { partsOf } from './form-parts'

const texts = (count: number): Field[] => Array.from({ length: count }, (_, i) => ({ name: `text-${i}`, type: 'text' }))
const form = (...sections: Field[][]): FormSchema => ({ sections: sections.map((fields) => ({ fields })) })
const options = ['a', 'b', 'c', 'd', 'e', 'f']

describe('the parts of a form on a phone', () => {
  it('are one where all of it fits', () => {
    expect(partsOf(form(texts(3), texts(3)))).toEqual([[0, 1]])
  })

  it('are its sections where it is long, small neighbours together', () => {
    expect(partsOf(form(texts(4), texts(2), texts(1), texts(5)))).toEqual([
      [0, 1],
      [2, 3],
    ])
  })

  it('never cut a section', () => {
    expect(partsOf(form(texts(12), texts(1)))).toEqual([[0], [1]])
  })

  it('count a list of answers by its height, and a menu as one field', () => {
    const list: Field = { name: 'list', type: 'multi_select', options }
    const menu: Field = { name: 'menu', type: 'select', options }
    expect(partsOf(form([list], texts(4)))).toEqual([[0], [1]])
    expect(partsOf(form([menu], texts(4)))).toEqual([[0, 1]])
  })

  it('are none of a form that asks nothing', () => {
    expect(partsOf({})).toEqual([])
  })
})
