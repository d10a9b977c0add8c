import type { Child } from 'hono/jsx'
import type { I18n } from '#platform/i18n.ts'

export interface Column {
  label: string
  /** Present when the list can be sorted by it: where a click leads, and the order now. */
  sort?: { href: string; now?: 'ascending' | 'descending' }
  numeric?: boolean
}

/**
 * A list as a table; below 40 rem each row becomes a card with its labels.
 */
export function Table(props: {
  caption: Child
  columns: readonly Column[]
  rows: readonly (readonly Child[])[]
}) {
  return (
    <table class="list">
      <caption>{props.caption}</caption>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th
              scope="col"
              aria-sort={column.sort && (column.sort.now ?? 'none')}
              class={column.numeric ? 'number' : undefined}
            >
              {column.sort ? <SortLink column={column} href={column.sort.href} /> : column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((cells) => (
          <tr>
            {cells.map((cell, i) => (
              <td
                data-label={props.columns[i]?.label}
                class={props.columns[i]?.numeric ? 'number' : undefined}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function SortLink({ column, href }: { column: Column; href: string }) {
  const now = column.sort?.now
  return (
    <a href={href}>
      {column.label}
      {now && <span aria-hidden="true"> {now === 'ascending' ? '↑' : '↓'}</span>}
    </a>
  )
}

/** `from` and `to` count from 1. */
export function Pager(props: {
  i18n: I18n
  from: number
  to: number
  total: number
  previous?: string
  next?: string
}) {
  const { i18n } = props
  return (
    <nav class="pager" aria-label={i18n.t('ui.pager.label')}>
      <span>{i18n.t('ui.pager.range', { from: props.from, to: props.to, total: props.total })}</span>
      {props.previous && (
        <a href={props.previous} rel="prev">
          {i18n.t('ui.pager.previous')}
        </a>
      )}
      {props.next && (
        <a href={props.next} rel="next">
          {i18n.t('ui.pager.next')}
        </a>
      )}
    </nav>
  )
}

/** Filters as a GET form: the address tells the list, so it can be kept and shared. Fields are the children. */
export function Filter(props: { i18n: I18n; action: string; clear?: string; children: Child }) {
  return (
    <search>
      <form class="filter" method="get" action={props.action}>
        {props.children}
        <div class="buttons">
          <button class="button" type="submit">
            {props.i18n.t('ui.filter.apply')}
          </button>
          {props.clear && <a href={props.clear}>{props.i18n.t('ui.filter.clear')}</a>}
        </div>
      </form>
    </search>
  )
}
