#!/bin/sh
# Any command of Debrief, for root: as the service's user, with the service's settings. `debrief key`, say.
exec runuser -u debrief -- sh -c 'set -a; . /etc/debrief.env; cd /var/lib/debrief; exec /opt/debrief/bin/debrief "$@"' debrief "$@"
