"""Writes area_code_zones.csv: for each area code of the North American plan, every zone in which its numbers may ring.

    python3 data/generate_zones.py > data/area_code_zones.csv

Needs the Python package `phonenumbers` (Apache-2.0), whose table of prefixes and zones is generated from
libphonenumber's metadata; only the facts are kept. The table is read by longest prefix there, with one default per
area code, which is wrong for codes that span two zones (270, 850 and others): so we take the union of all prefixes
under a code. Codes that overlay each other serve the same places, and the table knows the newer ones badly or not
at all: so each gets the union of its group. Toll-free and other codes without a place are left out: they say nothing
about where somebody is.
"""

from collections import defaultdict

import phonenumbers
from phonenumbers.tzdata.data0 import data

# Overlays: area codes that serve one and the same place, by the planning letters of the North American Numbering
# Plan Administrator. Only groups matter here that span zones, or of which the table lacks a member.
OVERLAYS = [
    "208 986", "219", "250 236 672 778 604 257", "270 364", "308", "385 801", "402 531", "418 367 581", "423 729", "541 458",
    "574", "606", "620", "701", "785", "807", "812 930", "850 448", "867", "906", "928", "915", "605", "775",
    "819 873 468", "705 249 683", "709 879", "306 639 474", "780 587 825 368 403", "204 431 584", "902 782",
    "506 428", "416 437 647 942", "905 289 365 742", "519 226 548 382", "613 343 753", "514 438 263", "450 579 354",
    "212 646 332 917", "718 347 929 917 465", "516 363", "631 934", "845 329", "914", "315 680", "716 624", "585",
    "518 838", "607", "201 551", "973 862", "732 848", "609 640", "856", "908", "215 267 445", "610 484 835",
    "717 223", "570 272", "814 582", "724 412 878", "302", "410 443 667", "301 240 227", "202 771", "703 571",
    "804 686", "757 948", "540 826", "434", "276", "304 681", "919 984", "336 743", "704 980", "910 472", "252",
    "828", "803 839", "843 854", "864 821", "404 470 678 770 943", "706 762", "912", "229", "478", "305 786 645",
    "954 754", "561 728", "407 689 321", "813 656", "904 324", "239", "941", "863", "386", "352", "727", "772",
    "205 659", "256 938", "334", "251", "615 629", "901", "731", "865", "931", "502", "859", "317 463", "260",
    "765", "614 380", "740 220", "216", "330 234", "419 567", "513 283", "937 326", "440 436", "313", "248 947",
    "586", "734", "810", "989", "517", "616", "269", "231", "679", "312 773 872", "708 464", "847 224", "630 331",
    "815 779", "309 861", "217 447", "618 730", "414", "262", "608 353", "920 274", "715 534", "612", "651",
    "763", "952", "218", "320", "507 924", "319", "515", "563", "641", "712", "314 557", "636", "573 235",
    "417", "660", "816 975", "913", "316", "918 539", "405 572", "580", "501", "870 327", "479", "225", "318",
    "337", "504", "985", "601 769", "662", "228", "214 469 972 945", "817 682", "940", "903 430", "254", "512 737",
    "210 726", "830", "361", "956", "713 281 832 346 621", "936", "409", "979", "325", "432", "806", "303 720 983",
    "719", "970 748", "307", "406", "505", "575", "435", "602 480 623", "520", "702 725", "213 323 738", "310 424",
    "818 747", "626", "562", "714 657", "949", "909 840", "951", "760 442", "619 858", "805 820", "661", "559 357",
    "209 350", "916 279", "530 837", "707 369", "415 628", "510 341", "925", "650", "408 669", "831", "503 971",
    "206", "253", "425", "360 564", "509", "907", "808", "617 857", "781 339", "508 774", "978 351", "413", "401",
    "203 475", "860 959", "603", "802", "207", "787 939", "340", "671", "670", "684",
]
# Places outside the table's usual names that are the same clock.
COUNTRIES = ("US", "CA", "PR", "VI", "GU", "MP", "AS")


def main():
    everywhere = set(data["1"])
    zones = defaultdict(set)
    for prefix, names in data.items():
        if prefix.startswith("1") and len(prefix) >= 4 and set(names) != everywhere:
            zones[prefix[1:4]].update(names)
    for group in OVERLAYS:
        codes = group.split()
        union = set().union(*(zones[code] for code in codes))
        for code in codes:
            zones[code] = set(union)
    print("# Every zone in which numbers of an area code may ring; codes without a place are left out.")
    print(f"# Derived by data/generate_zones.py from phonenumbers {phonenumbers.__version__} (Apache-2.0), a generated form")
    print("# of libphonenumber's time zone map, and a hand-made list of overlay groups. Facts only; sorted by code.")
    print("area_code,zones")
    for code in sorted(zones):
        names = sorted(zones[code])
        if names and names[0] and len(names) < 20:
            print(f"{code},{' '.join(names)}")


main()
