package gate

import rego.v1

# The day at home, and the second of the day and the weekday (Monday is 0) by the two clocks.
today := floor((input.at + input.home * 60) / 86400)

west_second := (input.at + input.west * 60) % 86400

east_second := (input.at + input.east * 60) % 86400

west_weekday := (floor((input.at + input.west * 60) / 86400) + 3) % 7

east_weekday := (floor((input.at + input.east * 60) / 86400) + 3) % 7

reasons contains "third_party" if input.role != "consumer"

reasons contains "cease" if {
	some event in input.events
	event.kind == "cease"
	event.person == input.person
	event.debt == input.debt
}

reasons contains "attorney" if {
	some i, event in input.events
	event.kind == "represented"
	event.person == input.person
	event.debt == input.debt
	not attorney_gone(i)
}

attorney_gone(i) if {
	some j, event in input.events
	j > i
	event.kind == "no_longer_represented"
	event.debt == input.debt
}

reasons contains event.cause if {
	some i, event in input.events
	event.kind == "hold"
	event.debt == input.debt
	event.until >= today
	not released(i, event.cause)
}

released(i, cause) if {
	some j, event in input.events
	j > i
	event.kind == "release"
	event.cause == cause
	event.debt == input.debt
}

reasons contains "opt_out" if {
	some i, event in input.events
	event.kind == "stop"
	event.person == input.person
	not allowed_again(i)
}

allowed_again(i) if {
	some j, event in input.events
	j > i
	event.kind == "allow"
	event.person == input.person
}

closed(second) if second < 28800

closed(second) if second > 75600

reasons contains "hours" if {
	input.role == "consumer"
	closed(west_second)
}

reasons contains "hours" if {
	input.role == "consumer"
	closed(east_second)
}

holds(event, second, weekday) if {
	event.from < event.to
	weekday in event.days
	second >= event.from
	second < event.to
}

holds(event, second, weekday) if {
	event.from >= event.to
	weekday in event.days
	second >= event.from
}

holds(event, second, weekday) if {
	event.from >= event.to
	yesterday := (weekday + 6) % 7
	yesterday in event.days
	second < event.to
}

reasons contains "inconvenient" if {
	some event in input.events
	event.kind == "inconvenient"
	event.person == input.person
	event.until >= today
	holds(event, west_second, west_weekday)
}

reasons contains "inconvenient" if {
	some event in input.events
	event.kind == "inconvenient"
	event.person == input.person
	event.until >= today
	holds(event, east_second, east_weekday)
}

reasons contains "workplace" if {
	input.place == "work"
	some event in input.events
	event.kind == "employer_forbids"
	event.person == input.person
}

reasons contains "seven_calls" if {
	counted := [1 |
		some event in input.events
		event.kind == "call"
		event.connected
		event.person == input.person
		event.debt == input.debt
		event.day > today - 7
	]
	count(counted) >= 7
}

reasons contains "recent_talk" if {
	some event in input.events
	event.talk
	event.person == input.person
	event.debt == input.debt
	event.day > today - 7
}
