import type { I18n } from '#platform/i18n.ts'
import {
  ConfirmBox,
  DateField,
  ErrorSummary,
  Notice,
  RadioGroup,
  Select,
  Status,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import { roomKinds, waysGiven, wishKinds } from './lists.ts'
import type { PastWish, Wish } from './wish.ts'

const dayOf = (i18n: I18n, text: string): string => i18n.date(text, { zone: 'UTC' })

function span(i18n: I18n, { since, until }: { since: string; until?: string | null | undefined }): string {
  return until
    ? i18n.t('wish.from-to', { since: dayOf(i18n, since), until: dayOf(i18n, until) })
    : i18n.t('wish.from', { since: dayOf(i18n, since) })
}

/** Each wish in a card: what it is, her words, since when and how it was said, who wrote it down. */
export function WishList(props: {
  i18n: I18n
  wishes: readonly Wish[]
  /** absent for readers who may not open one */
  hrefOf: ((wishId: string) => string) | undefined
  nameOf: (accountId: string) => string
}) {
  const { i18n, hrefOf } = props
  return props.wishes.map((wish) => (
    <section class="card">
      <h2>
        {hrefOf ? (
          <a href={hrefOf(wish.id)}>{i18n.t(`wish.kind.${wish.kind}`)}</a>
        ) : (
          i18n.t(`wish.kind.${wish.kind}`)
        )}
      </h2>
      <p>
        {wish.revokedAt && <Status tone="quiet">{i18n.t('wish.revoked')}</Status>}
        {!wish.revokedAt && wish.kind === 'go-quiet' && <Status tone="danger">{i18n.t('wish.binds')}</Status>}
      </p>
      <p dir="auto" class="said">
        {wish.text}
      </p>
      {wish.revoked && (
        <p class="small" dir="auto">
          {wish.revoked}
        </p>
      )}
      <p class="small">
        {span(i18n, wish)} · {i18n.t(`wish.given.${wish.given}`)}
        {wish.witness && (
          <>
            {' '}
            (<bdi>{wish.witness}</bdi>)
          </>
        )}{' '}
        · {i18n.t('wish.by')} <bdi>{props.nameOf(wish.recordedBy)}</bdi> ·{' '}
        {i18n.t(roomKinds.has(wish.kind) ? 'wish.read.room' : 'wish.read.team')}
      </p>
    </section>
  ))
}

export function WishForm(props: {
  i18n: I18n
  action: string
  back: string
  wish: Wish | undefined
  may: boolean
  form: FormState
}) {
  const { i18n, form, wish } = props
  return (
    <form class="sheet" method="post" action={props.action}>
      <ErrorSummary i18n={i18n} form={form} />
      {wish?.revokedAt && (
        <Notice tone="warning" title={i18n.t('wish.revoked')}>
          <p dir="auto">{wish.revoked}</p>
        </Notice>
      )}
      {wish ? (
        <input type="hidden" name="version" value={String(wish.version)} />
      ) : (
        <Select
          name="kind"
          form={form}
          required
          empty="–"
          label={i18n.t('wish.kind')}
          hint={i18n.t('wish.kind.hint')}
          options={wishKinds.map((value) => ({ value, label: i18n.t(`wish.kind.${value}`) }))}
        />
      )}
      <Textarea
        name="text"
        form={form}
        required
        rows={5}
        label={i18n.t('wish.text')}
        hint={i18n.t('wish.text.hint')}
      />
      <RadioGroup
        name="given"
        form={form}
        required
        label={i18n.t('wish.given')}
        options={waysGiven.map((value) => ({ value, label: i18n.t(`wish.given.${value}`) }))}
      />
      <TextField
        name="witness"
        form={form}
        label={i18n.t('wish.witness')}
        hint={i18n.t('wish.witness.hint')}
      />
      <DateField name="since" form={form} required label={i18n.t('wish.since')} />
      <DateField
        name="until"
        form={form}
        note={i18n.t('ui.optional')}
        label={i18n.t('wish.until')}
        hint={i18n.t('wish.until.hint')}
      />
      {props.may && (
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('wish.save')}
          </button>
          <a href={props.back}>{i18n.t('cases.cancel')}</a>
        </div>
      )}
    </form>
  )
}

export function Revocation(props: { i18n: I18n; action: string; wish: Wish; form?: FormState | undefined }) {
  const { i18n, wish, form } = props
  return (
    <details open={form !== undefined}>
      <summary>{i18n.t('wish.revoke')}</summary>
      <ConfirmBox title={i18n.t('wish.revoke')}>
        <p>{i18n.t('wish.revoke.text')}</p>
        <form method="post" action={props.action}>
          <ErrorSummary i18n={i18n} form={form} />
          <input type="hidden" name="version" value={String(wish.version)} />
          <Textarea name="revoked" form={form} required rows={2} label={i18n.t('wish.revoke.how')} />
          <button class="button" type="submit">
            {i18n.t('wish.revoke.button')}
          </button>
        </form>
      </ConfirmBox>
    </details>
  )
}

export function PastWishes({ i18n, past, zone }: { i18n: I18n; past: readonly PastWish[]; zone: string }) {
  return (
    <section>
      <h2>{i18n.t('wish.past')}</h2>
      <ol class="course">
        {past.map((one) => (
          <li>
            <p class="small">
              {i18n.dateTime(one.writtenAt, { zone })} · {span(i18n, one)} ·{' '}
              {i18n.t(`wish.given.${one.given}`)}
            </p>
            <p dir="auto" class="said">
              {one.text}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
