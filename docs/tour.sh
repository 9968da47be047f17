#!/usr/bin/env bash
# The tour of README.md as one script: made from it by `npm run docs:tour`, so that it can be tested. Edit there.
# Needs a running Signalbox: BASE=http://localhost:3000 EMAIL=admin@signalbox.local PASSWORD=… bash docs/tour.sh
set -euo pipefail

: "${BASE:=http://localhost:3000}" "${EMAIL:=admin@signalbox.local}" "${PASSWORD:?is not set}"
json() { node -e "const body = JSON.parse(require('fs').readFileSync(0, 'utf8') || '{\"code\":0}')
  if ('code' in body) { console.error(body.message ?? 'There was no answer.'); process.exit(1) }
  console.log(body$1)"; }
api() { curl -sS --fail-with-body -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "$BASE/api$1" "${@:2}"; }

TOKEN='' && TOKEN=$(api /auth/login -d "{\"email\":\"$EMAIL\",\"password\":\"$PASSWORD\"}" | json .access_token)
api /auth/me | json .permissions

KEY=$(api /api-keys -d '{"name":"Tour","scopes":["events:write"]}' | json .key)

EVENT=$(curl -sS --fail-with-body -H "X-Api-Key: $KEY" -H 'Content-Type: application/json' "$BASE/api/events" -d '{
  "id": "tour-'"$RANDOM$RANDOM"'",
  "source": "aws.cloudwatch",
  "detail-type": "CloudWatch Alarm State Change",
  "account": "123456789012",
  "region": "eu-west-1",
  "time": "'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'",
  "resources": ["arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders-latency"],
  "detail": { "alarmName": "orders-latency", "state": { "value": "ALARM", "reason": "p99 is 3.2 seconds" } }
}' | json '.items[0].id')

api '/events?severity=high,critical&page_size=5' | json '.items.map(({ severity, title }) => `${severity}: ${title}`)'

ME=$(api /auth/me | json .id)
TASK=$(api "/events/$EVENT/create-task" -d "{\"assigned_user_id\":\"$ME\"}" | json .id)
api "/tasks/$TASK/comments" -d '{"comment":"The new index is in, p99 is down."}' | json .comment
api "/tasks/$TASK/status" -X PUT -d '{"status":"closed"}' | json '.title'

api /dashboard/tasks-stats | json .by_status
api "/audit?entity_id=$TASK" | json '.items.map(({ action, actor_email, via }) => `${action} by ${actor_email} via ${via}`)'
