"""Every requirement of the notice by its name in the plan -> its clause; the first twenty stand as they always did."""

from __future__ import annotations

CODES = {
    "stationed_staff": "T01", "professional_share": "T03", "experienced_share": "T04", "project_lead": "T06",
    "local_supervisor": "T07", "client_categories": "S02", "client_families": "S03", "casework_share": "S04",
    "capacity_building": "S10", "household_visits": "C01", "needs_proposal": "C06", "planning_proposal": "C07",
    "large_activities": "C09", "small_activities": "C10", "governance_organisations": "C15", "problems_solved": "C18",
    "communities_year_1": "C19", "communities_year_2": "C20", "fee_year_1": "B02", "fee_year_2": "B03",
    # the agency and its people
    "agency_papers": "A06", "entry_conditions": "A08", "bidding_conditions": "A09", "agency_registration": "A01",
    "business_scope": "A02", "certified_board": "A03", "agency_employees": "A04", "agency_professionals": "A05",
    "moving_in": "M04", "employment_terms": "T15", "contracted_staff": "T02", "team_training": "T08",
    "professional_proof": "T05", "lead_qualification": "T09", "supervisor_conditions": "T16",
    "supervisor_degree": "T10", "supervisor_practice": "T11", "teacher_projects": "T12", "overseas_papers": "T13",
    "supervision_records": "T14",
    # services in the street and its communities
    "focal_domains": "P04", "street_package": "S00", "mandatory_street_items": "S16", "party_building": "S14",
    "own_street_item": "S15", "total_hours": "H01", "combined_methods": "S01", "adjusted_families": "S05",
    "hardship_categories": "S06", "cross_sector": "S09", "needs_exchange": "S07", "emergency_response": "S08",
    "practice_support": "S11", "public_benefit_fund": "S12", "service_model_study": "S13",
    "community_package": "C00", "mandatory_community_items": "C21", "community_option": "C17", "needs_archive": "C03",
    "family_files": "C02", "resource_map": "C04", "rated_problems": "C05", "focus_groups": "C08",
    "volunteer_teams": "C14", "resident_leaders": "C16",
    # premises, supervision, money
    "facility_upgrade": "R03", "shared_premises": "R01", "casework_room": "R02", "district_of_street": "P08",
    "needs_approved": "M02", "midterm_evaluation": "M05", "annual_evaluation": "M06", "daily_supervision": "G07",
    "performance_appraisal": "G08", "three_way_linkage": "G09", "street_reform": "G03", "one_stop_hall": "G04",
    "service_coordinators": "G01", "coordinator_duties": "G02", "unrelated_work": "G05",
    "packaged_by_street": "P03", "contract_start": "P05", "contract_term": "P06", "contract_ended": "M07",
    "no_double_funding": "B07", "total_budget": "B01", "yearly_budget": "B04", "paid_by_city": "B05",
    "paid_by_halves": "B06", "accounting_rules": "B10", "budget_performance": "B08",
    # the whole pilot
    "working_line": "E03", "public_nature": "P02", "pilot_aims": "P10", "summing_up": "M08", "pilot_units": "P07",
    "purchase_list": "G16", "kick_off": "M01", "tendering": "M03", "departments_supervise": "E04",
    "associations_support": "G10", "tender_evaluation_rules": "E02", "operating_procedures": "G11",
    "expert_pool": "G12", "third_party_evaluation": "E01", "agency_policy": "G13",
}  # fmt: skip
NAMES = {code: name for name, code in CODES.items()}
