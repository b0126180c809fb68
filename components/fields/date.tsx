import { useTranslations } from 'next-intl'
import { type ChangeEvent, type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import {
  type DatePart,
  datesIn,
  gregorianYear,
  isoDate,
  joinParts,
  partOrder,
  splitParts,
  type TypedDate,
  typePart,
} from '@/lib/form/calendar/dates'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'
import { inputAttributes } from './input-attributes'
import { Meant } from './meant'

/**
 * Three short inputs in the language's order: a birth date is typed, and no calendar is faster. The focus goes on by
 * itself, so that 08121974 is typed in one go. The value is what has
 * been typed, as "1990-3-7" or "1990--7". It changes while typing and never on blur: an error that goes away when the
 * button is pressed would move the button from under the finger. A whole date, pasted or filled in, fills all three.
 */
export function DateControl(props: ControlProps) {
  const t = useTranslations('fields')
  const { field, id, value, describedBy, invalid, language } = props
  const parts = splitParts(typeof value === 'string' ? value : '')
  const birthday = inputAttributes(field).autoComplete === 'bday'
  const { meant, onChange, onPaste, onKeyDown, choose } = useTypedDate(props, parts)
  const year = gregorianYear(parts.year, language)

  return (
    <>
      <div className={styles.date}>
        {partOrder(language).map((part, i) => (
          <label key={part} className={styles.part} data-part={part}>
            <span>{t(part)}</span>
            <input
              {...(i === 0
                ? controlAttributes(props)
                : { 'aria-describedby': describedBy, 'aria-invalid': invalid || undefined })}
              id={i === 0 ? id : `${id}-${part}`}
              className={styles.input}
              inputMode="numeric"
              autoComplete={birthday ? `bday-${part}` : 'off'}
              value={parts[part]}
              onChange={(event) => onChange(part, event)}
              onPaste={onPaste}
              onKeyDown={(event) => onKeyDown(part, event)}
            />
          </label>
        ))}
      </div>
      {year !== null && (
        <p role="status" className={styles.calendar}>
          {t('buddhistYear', { buddhist: parts.year, year: String(year) })}
        </p>
      )}
      {meant.length > 0 && (
        <Meant choices={meant.map((date) => ({ label: inWords(date, language), onChoose: () => choose(date) }))} />
      )}
    </>
  )
}

/** What is typed and pasted into the parts; `meant` while a pasted date can be read in two ways. */
function useTypedDate({ onChange: onValue, language }: ControlProps, parts: TypedDate) {
  const [meant, setMeant] = useState<TypedDate[]>([])
  /** When the focus last went on by itself. */
  const wentOnAt = useRef(Number.NEGATIVE_INFINITY)

  const choose = (date: TypedDate) => {
    setMeant([])
    onValue(joinParts(date))
  }
  /** Whether the text held a whole date. */
  const take = (text: string): boolean => {
    const dates = datesIn(text, language)
    if (dates.length > 1) setMeant(dates)
    else if (dates[0]) choose(dates[0])
    return dates.length > 0
  }
  const onChange = (part: DatePart, { target, timeStamp }: ChangeEvent<HTMLInputElement>) => {
    // Whole dates come here from the browser's autofill, or are dropped.
    if (take(target.value)) return
    const { date, next } = typePart(parts, part, target.value, language)
    choose(date)
    if (next === null) return
    wentOnAt.current = timeStamp
    focusOn(inputOf(next, target))
  }
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    if (take(event.clipboardData.getData('text'))) event.preventDefault()
  }
  const onKeyDown = (part: DatePart, event: KeyboardEvent<HTMLInputElement>) => {
    const habit = event.key === 'Tab' && !event.shiftKey && event.timeStamp - wentOnAt.current < HABIT_MS
    wentOnAt.current = Number.NEGATIVE_INFINITY
    if (habit) event.preventDefault()
    const order = partOrder(language)
    const before = order[order.indexOf(part) - 1]
    if (event.key !== 'Backspace' || parts[part] !== '' || before === undefined) return
    event.preventDefault()
    inputOf(before, event.currentTarget)?.focus()
  }
  return { meant, onChange, onPaste, onKeyDown, choose }
}

/** Who presses Tab after each part of a date does so out of habit, although the focus has gone on already. */
const HABIT_MS = 700

function inputOf(part: DatePart, other: HTMLInputElement): HTMLInputElement | null {
  return other.closest(`.${styles.date}`)?.querySelector(`[data-part=${part}] input`) ?? null
}

/** What stands there already is replaced by what is typed. */
function focusOn(input: HTMLInputElement | null): void {
  input?.focus()
  if (input?.value) input.select()
}

function inWords(date: TypedDate, language: string): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  return format.format(new Date(`${isoDate(joinParts(date), language)}T00:00:00Z`))
}
