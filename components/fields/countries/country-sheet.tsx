import { useLocale, useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import type { NamedCountry } from '@/lib/i18n/country-names'
import { findCountries } from '@/lib/i18n/find-countries'
import styles from './country-sheet.module.css'

export type CountrySheetProps = {
  id: string
  /** What the field is called. */
  title: string
  countries: readonly NamedCountry[]
  chosen: string
  /** Offered first while nothing is typed. */
  likely: readonly string[]
  /** What was typed before the sheet was there. */
  typed: string
  /** Where it opens, on a screen that is wide enough. */
  beside: Element | null
  /** What stands behind a country's name, such as its calling code. */
  mark?: (code: string) => string | null
  onChoose: (code: string) => void
  onClose: () => void
  onNative: () => void
}

/** Finds a country by typing: a sheet on phones, beside its field elsewhere. A combobox with a list, as ARIA describes it. */
export function CountrySheet(props: CountrySheetProps) {
  const t = useTranslations('fields.countries')
  const { id, title, chosen, onChoose, onClose, onNative } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState(props.typed)
  const shown = useShown(props, text)
  const [active, setActive] = useState(() => Math.max(0, text === '' ? shown.findIndex(isOf(chosen)) : 0))
  usePlace(dialog, props.beside)

  useEffect(() => {
    dialog.current?.querySelector(`#${CSS.escape(optionId(id, active))}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  const close = () => {
    dialog.current?.close()
    onClose()
  }
  const choose = (country: NamedCountry | undefined) => {
    if (country === undefined) return
    onChoose(country.code)
    close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // A key in here is none for the form around it.
    event.stopPropagation()
    const last = shown.length - 1
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + PAGE, PageUp: active - PAGE }[event.key]
    if (to !== undefined) setActive(Math.min(last, Math.max(0, to)))
    else if (event.key === 'Enter') choose(shown[active])
    else return
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside it closes it; Escape does too
    <dialog
      ref={dialog}
      id={id}
      className={styles.sheet}
      aria-labelledby={`${id}-title`}
      onCancel={onClose}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div className={styles.head}>
        <h2 id={`${id}-title`}>
          <bdi>{title}</bdi>
        </h2>
        <button type="button" className={styles.close} aria-label={t('close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <input
        className={styles.search}
        type="text"
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={shown.length > 0 ? optionId(id, active) : undefined}
        aria-label={t('search')}
        placeholder={t('search')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="done"
        dir="auto"
        data-empty={text === '' || undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <p role="status" className={styles.none}>
        {shown.length === 0 && t('none')}
      </p>
      <List {...props} shown={shown} active={active} isSearch={text.trim() !== ''} onChoose={choose} />
      <button type="button" className={styles.native} onClick={onNative}>
        {t('native')}
      </button>
    </dialog>
  )
}

const PAGE = 8
const MOST_FIRST = 3
const optionId = (id: string, index: number) => `${id}-${index}`
const isOf =
  (code: string) =>
  (country: NamedCountry): boolean =>
    country.code === code

type Shown = NamedCountry & { isLikely?: boolean }

/** The chosen and the likely ones and then all, or those that are meant by what was typed. */
function useShown({ countries, chosen, likely, mark }: CountrySheetProps, text: string): Shown[] {
  const listed = mark ? countries.filter(({ code }) => mark(code) !== null) : countries
  const code = /^\+?(\d+)$/.exec(text.trim())?.[1]
  if (mark && code !== undefined) return listed.filter((country) => mark(country.code)?.startsWith(`+${code}`))
  if (text.trim() !== '') return findCountries(listed, text)
  const first = [...new Set([chosen, ...likely])].flatMap((one) => listed.filter(isOf(one))).slice(0, MOST_FIRST)
  return [...first.map((country) => ({ ...country, isLikely: true })), ...listed]
}

type ListProps = Omit<CountrySheetProps, 'onChoose'> & {
  shown: readonly Shown[]
  active: number
  isSearch: boolean
  onChoose: (country: NamedCountry) => void
}

function List({ id, title, chosen, shown, active, isSearch, mark, onChoose }: ListProps) {
  const t = useTranslations('fields.countries')
  const option = (country: Shown, index: number) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the keys are the input's, which keeps the focus
    <div
      key={optionId(id, index)}
      id={optionId(id, index)}
      role="option"
      aria-selected={country.code === chosen}
      className={styles.option}
      data-active={index === active || undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(country)}
    >
      <bdi>{country.name}</bdi>
      {mark && <bdi className={styles.mark}>{mark(country.code)}</bdi>}
      {country.code === chosen && <Icon name="check" className={styles.check} />}
    </div>
  )
  const likely = shown.filter(({ isLikely }) => isLikely).length
  return (
    <div role="listbox" id={`${id}-list`} aria-label={title} className={styles.list} tabIndex={-1}>
      {likely > 0 && !isSearch && (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of controls
        <div role="group" aria-label={t('likely')} className={styles.likely}>
          {shown.slice(0, likely).map(option)}
        </div>
      )}
      {shown.slice(likely).map((country, i) => option(country, likely + i))}
    </div>
  )
}

const GAP = 6
const LEAST_HEIGHT = 320

/** Opens the dialog, beside the field where the styles say so, and keeps it there while the page moves. */
function usePlace(dialog: { current: HTMLDialogElement | null }, beside: Element | null): void {
  const language = useLocale()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language may turn the page round
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return
    const place = () => {
      const field = beside?.getBoundingClientRect()
      if (!field) return
      const below = window.innerHeight - field.bottom - 2 * GAP
      const isBelow = below >= LEAST_HEIGHT || below > field.top
      const edge = isBelow ? field.bottom + GAP : window.innerHeight - field.top + GAP
      element.dataset.side = isBelow ? 'below' : 'above'
      element.style.setProperty('--edge', `${edge}px`)
      element.style.setProperty('--start', `${field.left}px`)
      element.style.setProperty('--width', `${field.width}px`)
    }
    place()
    if (!element.open) element.showModal()
    element.querySelector('input')?.focus()
    window.addEventListener('resize', place)
    window.addEventListener('scroll', place, { passive: true })
    return () => {
      window.removeEventListener('resize', place)
      window.removeEventListener('scroll', place)
    }
  }, [dialog, beside, language])
}
