import { type ChangeEvent, useId, useLayoutEffect, useRef } from 'react'
import { groupTyped, numbersMeant, parseNumber, writeNumber } from '@/lib/form/numbers'
import { currencyMark } from '@/lib/i18n/amount'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'
import { Meant } from './meant'

/** A text input: native number inputs lose what they cannot parse, scroll by accident and ignore the language's comma. */
export function NumberControl(props: ControlProps) {
  const { field, value, onChange, invalid, language } = props
  const text = typeof value === 'string' ? value : ''
  const meant = invalid && parseNumber(text, language) === null ? numbersMeant(text) : []
  const choices = meant
    .map((number) => writeNumber(number, language))
    .map((label) => ({ label, onChoose: () => onChange(label) }))
  return (
    <>
      {field.format === 'amount' ? (
        <Amount {...props} text={text} />
      ) : (
        <input
          {...controlAttributes(props)}
          className={styles.input}
          type="text"
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {choices.length > 0 && <Meant choices={choices} />}
    </>
  )
}

/** An amount of money: its currency stands beside it, and its digits in groups while they are typed. */
function Amount({ text, ...props }: ControlProps & { text: string }) {
  const { field, onChange, language, describedBy } = props
  const markId = useId()
  const input = useRef<HTMLInputElement>(null)
  /** Where the caret belongs once the digits are in groups: behind so many of them. */
  const digitsBefore = useRef<number | null>(null)
  const shown = groupTyped('', text, language)
  const mark = field.currency === undefined ? null : currencyMark(field.currency, language)

  useLayoutEffect(() => {
    if (digitsBefore.current === null) return
    const caret = placeAfter(shown, digitsBefore.current)
    input.current?.setSelectionRange(caret, caret)
    digitsBefore.current = null
  }, [shown])
  const change = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const grouped = groupTyped(shown, target.value, language)
    if (grouped !== target.value)
      digitsBefore.current = target.value.slice(0, target.selectionStart ?? undefined).replace(/\P{Nd}/gu, '').length
    onChange(grouped)
  }
  const control = (
    <input
      {...controlAttributes({ ...props, describedBy: [mark && markId, describedBy].filter(Boolean).join(' ') })}
      ref={input}
      type="text"
      value={shown}
      onChange={change}
    />
  )
  const sign = mark && (
    <span id={markId} className={styles.mark}>
      {mark.text}
    </span>
  )
  return (
    <span className={`${styles.input} ${styles.amount}`} data-invalid={props.invalid || undefined}>
      {mark?.isFirst && sign}
      {control}
      {!mark?.isFirst && sign}
    </span>
  )
}

/** The place in a text that has so many digits before it. */
function placeAfter(text: string, digits: number): number {
  let seen = 0
  for (let place = 0; place < text.length; place += 1) {
    if (seen === digits) return place
    if (/\p{Nd}/u.test(text.charAt(place))) seen += 1
  }
  return text.length
}
