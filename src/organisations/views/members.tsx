import type { I18n } from '#platform/i18n.ts'
import {
  Checkbox,
  ConfirmBox,
  Empty,
  ErrorSummary,
  Notice,
  RadioGroup,
  Table,
  TextField,
  say,
  type FormState,
} from '#ui/index.ts'
import type { OneTimeLink } from '../link.ts'
import { roles, type ServingMember } from '../member.ts'

export function MembersView(props: {
  i18n: I18n
  members: readonly ServingMember[]
  invitations: readonly OneTimeLink[]
  zone: string
  me: string
}) {
  const { i18n, members, invitations, zone } = props
  return (
    <>
      <Table
        caption={i18n.t('office.members.caption', { count: members.length })}
        columns={[
          { label: i18n.t('office.name') },
          { label: i18n.t('office.address') },
          { label: i18n.t('office.role') },
          { label: i18n.t('office.member.since') },
        ]}
        rows={members.map((member) => [
          <a href={`/members/${member.id}`}>
            <bdi>{member.name}</bdi>
          </a>,
          <bdi>{member.address}</bdi>,
          i18n.t(`office.role.${member.role}`),
          i18n.date(member.since, { zone, style: 'short' }),
        ])}
      />
      {members.length < 2 && (
        <Empty title={i18n.t('office.members.alone')}>
          <p>{i18n.t('office.members.alone.text')}</p>
        </Empty>
      )}
      {invitations.length > 0 && (
        <section>
          <h2>{i18n.t('office.invitations')}</h2>
          <Table
            caption={i18n.t('office.invitations.caption')}
            columns={[
              { label: i18n.t('office.name') },
              { label: i18n.t('office.address') },
              { label: i18n.t('office.role') },
              { label: i18n.t('office.invitation.until') },
              { label: i18n.t('office.do') },
            ]}
            rows={invitations.map((invitation) => [
              <bdi>{invitation.note?.name}</bdi>,
              <bdi>{invitation.note?.address}</bdi>,
              invitation.role ? i18n.t(`office.role.${invitation.role}`) : '',
              i18n.dateTime(invitation.expiresAt, { zone, style: 'short' }),
              <form method="post" action={`/members/invitations/${invitation.id}/revoke`} class="inline">
                <button class="link" type="submit">
                  {i18n.t('office.invite.revoke')}
                </button>
              </form>,
            ])}
          />
        </section>
      )}
    </>
  )
}

const roleOptions = (i18n: I18n) =>
  roles.map((role) => ({
    value: role,
    label: i18n.t(`office.role.${role}`),
    hint: i18n.t(`office.role.${role}.hint`),
  }))

export function InviteView({ i18n, form }: { i18n: I18n; form?: FormState }) {
  return (
    <>
      <p>{i18n.t('office.invite.text')}</p>
      <ErrorSummary i18n={i18n} form={form} />
      <form method="post" action="/members/invite" class="narrow">
        <TextField name="name" label={i18n.t('office.name')} form={form} autocomplete="off" required />
        <TextField
          name="address"
          type="email"
          label={i18n.t('office.address')}
          form={form}
          autocomplete="off"
          required
        />
        <RadioGroup
          name="role"
          label={i18n.t('office.role')}
          options={roleOptions(i18n)}
          form={form}
          required
        />
        <Checkbox
          name="mail"
          label={i18n.t('office.invite.mail')}
          hint={i18n.t('office.invite.mail.hint')}
          form={form}
        />
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('office.invite.submit')}
          </button>
          <a href="/members">{i18n.t('office.cancel')}</a>
        </div>
      </form>
    </>
  )
}

/** The link is in this answer only. */
export function InvitedView({ i18n, name, link }: { i18n: I18n; name: string; link: string }) {
  return (
    <>
      <Notice tone="warning" title={i18n.t('office.invited.once')}>
        <p>{say(i18n, 'office.invited.text', { name })}</p>
      </Notice>
      <p>
        <code class="secret" dir="ltr">
          {link}
        </code>
      </p>
      <p>
        <a class="button" href="/members">
          {i18n.t('office.invited.done')}
        </a>
      </p>
    </>
  )
}

export function MemberView(props: {
  i18n: I18n
  member: ServingMember
  zone: string
  changes: boolean
  form?: FormState
}) {
  const { i18n, member, zone, form } = props
  return (
    <>
      <ErrorSummary i18n={i18n} form={form} />
      <dl class="facts">
        <dt>{i18n.t('office.address')}</dt>
        <dd>
          <bdi>{member.address}</bdi>
        </dd>
        <dt>{i18n.t('office.role')}</dt>
        <dd>{i18n.t(`office.role.${member.role}`)}</dd>
        <dt>{i18n.t('office.member.since')}</dt>
        <dd>{i18n.date(member.since, { zone })}</dd>
      </dl>
      {props.changes && (
        <>
          <section class="card">
            <h2>{i18n.t('office.member.role')}</h2>
            <form method="post" action={`/members/${member.id}/role`} class="narrow">
              <p>{i18n.t('office.member.role.text')}</p>
              <RadioGroup
                name="role"
                label={i18n.t('office.role')}
                options={roleOptions(i18n)}
                value={member.role}
                required
              />
              <div class="buttons">
                <button class="button" type="submit">
                  {i18n.t('office.save')}
                </button>
              </div>
            </form>
          </section>
          <ConfirmBox tone="danger" title={i18n.t('office.member.remove')}>
            <p>{say(i18n, 'office.member.remove.text', { name: member.name })}</p>
            <form method="post" action={`/members/${member.id}/remove`}>
              <button class="button danger" type="submit">
                {i18n.t('office.member.remove.submit')}
              </button>
            </form>
          </ConfirmBox>
        </>
      )}
    </>
  )
}
